//! What went in and out, month by month.

use std::time::Duration;

use chrono::{DateTime, Datelike, Utc};

use crate::cast::{sari, time_passes, treasurer, world};
use crate::support::{World, everywhere};
use crate::talk::{Talk, rows};

/// Moves the clock to the noon of 10 January of the next year, and returns that year.
async fn to_january(world: &World) -> i32 {
    let now = world.clock.now();
    let year = now.year() + 1;
    let then: DateTime<Utc> = format!("{year}-01-10T05:00:00Z").parse().unwrap();
    time_passes(world, (then - now).to_std().unwrap()).await;
    year
}

/// Deposits of so many thousands each, into Sari's voluntary savings.
async fn deposits(tari: &mut Talk, sari: &mut Talk, thousands: impl Iterator<Item = u32>) {
    for amount in thousands {
        tari.asks(&format!("loket A-001 sukarela {amount}rb"), "sudah benar?").await;
        tari.presses("Ya, benar", "sudah dicatat").await;
        sari.hears("sudah kami terima").await;
    }
}

const DAY: Duration = Duration::from_hours(24);

everywhere! {
    async fn a_statement_goes_by_month_and_page(kind, intake) {
        let world = world(kind, intake).await;
        let year = to_january(&world).await;
        let (mut tari, mut sari) = (treasurer(&world).await, sari(&world).await);
        deposits(&mut tari, &mut sari, 1..=9).await;
        time_passes(&world, DAY * 31).await;
        time_passes(&world, DAY * 28).await;
        deposits(&mut tari, &mut sari, 100..=100).await;

        let march = sari.asks("/mutasi", &format!("Mutasi Maret {year}")).await;
        assert!(march.text.contains("Masuk Rp100.000, keluar Rp0."), "{}", march.text);
        assert!(march.text.contains("10-03 Sukarela          +100.000\n      S-14 setoran"), "{}", march.text);
        assert_eq!(rows(&march), [vec!["‹ Feb"], vec!["Saldo", "Menu"]], "the future has no button");

        let february = sari.presses("‹ Feb", &format!("Mutasi Februari {year}")).await;
        assert_eq!(february.id, march.id, "edited in place");
        assert!(february.text.contains("Tidak ada simpanan yang masuk atau keluar pada bulan ini."));
        assert_eq!(rows(&february), [["‹ Jan", "Mar ›"], ["Saldo", "Menu"]]);

        let january = sari.presses("‹ Jan", &format!("Mutasi Januari {year}")).await;
        assert!(january.text.contains("Masuk Rp45.000, keluar Rp0."), "the month, not the page: {}", january.text);
        assert_eq!(january.text.matches("Sukarela").count(), 8);
        assert!(january.text.contains("+9.000") && !january.text.contains("+1.000"), "newest first: {}", january.text);
        assert_eq!(rows(&january), [vec!["Lebih lama"], vec!["‹ Des", "Feb ›"], vec!["Saldo", "Menu"]]);

        let older = sari.presses("Lebih lama", "Halaman 2").await;
        assert!(older.text.contains("+1.000") && older.text.matches("Sukarela").count() == 1, "{}", older.text);
        assert_eq!(rows(&older), [vec!["Lebih baru"], vec!["‹ Des", "Feb ›"], vec!["Saldo", "Menu"]]);
        let newer = sari.presses("Lebih baru", &format!("Mutasi Januari {year}")).await;
        assert_eq!(newer.text, january.text);
        sari.presses("Feb ›", &format!("Mutasi Februari {year}")).await;
        sari.presses("Mar ›", &format!("Mutasi Maret {year}")).await;
        sari.presses("Saldo", "simpanan Anda Rp4.495.000").await;
        sari.has_read_all().await;
        tari.has_read_all().await;
        world.end().await;
    }

    async fn a_statement_stays_within_the_membership(kind, intake) {
        let world = world(kind, intake).await;
        let year = to_january(&world).await;
        let mut sari = sari(&world).await;
        sari.asks("/bahasa", "Bahasa apa").await;
        sari.presses("English", "we will speak English").await;
        sari.hears("how can we help you").await;
        let shown = sari.asks("/statement", &format!("Statement of January {year}")).await;
        assert!(shown.text.contains("Nothing went into or out of your savings in this month."), "{}", shown.text);
        let first = sari.forges(shown.id, "st:200001:0", "Statement of January 2024").await;
        assert_eq!(rows(&first), [vec!["Feb ›"], vec!["Balance", "Menu"]], "nothing before the membership");
        let last = sari.forges(shown.id, "st:209912:0", &format!("Statement of January {year}")).await;
        assert_eq!(rows(&last), [vec!["‹ Dec"], vec!["Balance", "Menu"]], "nothing after today");
        sari.has_read_all().await;
        world.end().await;
    }
}
