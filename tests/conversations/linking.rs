//! A member links by contact and reads the balance.

use crate::support::{PATIENCE, REGISTER, World, everywhere, person};

everywhere! {
    async fn a_member_links_by_contact_and_reads_the_balance(kind, intake) {
        let world = World::start(kind, intake, vec![person(11, "Sari", "+6281200000001")], REGISTER).await;
        let sari = world.emulator.person(11);
        let mark = sari.mark();
        sari.start("").await.unwrap();
        let welcome = sari.wait_for_bot(mark, PATIENCE).await.unwrap();
        println!("{}", welcome.text);
        let mark = sari.mark();
        sari.share_contact().await.unwrap();
        let linked = sari.wait_for_bot(mark, PATIENCE).await.unwrap();
        println!("{}", linked.text);
        let balance = sari.ask("/saldo", PATIENCE).await.unwrap();
        println!("{}", balance.text);
        assert!(balance.text.contains("4350000") || balance.text.contains("4.350.000"), "{}", balance.text);
        world.end().await;
    }
}
