//! A suspended cooperative: one line, and nothing else.

use crate::hub::tests::check;
use crate::hub::tests::world::World;
use crate::hub::{Chat, Service};
use expect_test::expect;

fn suspended(mut world: World) -> World {
    world.cooperative.service = Service::Suspended;
    world
}

#[test]
fn whatever_is_said_hears_one_line() {
    check(
        &suspended(World::sari()),
        expect![[r#"
        > /saldo
        < Suspended
        > apa kabar
        < Suspended
        > [det]
        < Suspended
        > [no-such-button]
        < Suspended
        > {photo}
        < Suspended
        > {own 6281000000020}
        < Suspended
"#]],
    );
}

#[test]
fn in_a_group_only_whoever_speaks_to_the_bot_hears_it() {
    let mut world = suspended(World::sari());
    world.chat = Chat::Group;
    check(
        &world,
        expect![[r#"
        > /saldo
        < Suspended
        > apa kabar
"#]],
    );
}
