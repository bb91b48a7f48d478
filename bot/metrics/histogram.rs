//! A histogram of whole numbers, in atomics: two additions for each value.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use prometheus_client::encoding::{EncodeMetric, MetricEncoder, NoLabelSet};
use prometheus_client::metrics::{MetricType, TypedMetric};

/// Counts values by upper bounds; clones are the same histogram.
#[derive(Debug, Clone)]
pub struct Histogram {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    bounds: &'static [u64],
    /// How many are one where it is printed.
    per: f64,
    /// One for each bound, and one for what is above them all.
    counts: Vec<AtomicU64>,
    sum: AtomicU64,
}

impl Histogram {
    /// With these upper bounds, in order; printed in a unit of so many.
    pub fn new(bounds: &'static [u64], per: f64) -> Self {
        let counts = (0..=bounds.len()).map(|_| AtomicU64::new(0)).collect();
        Self { inner: Arc::new(Inner { bounds, per, counts, sum: AtomicU64::new(0) }) }
    }

    /// Counts a value.
    pub fn observe(&self, value: u64) {
        let place = self.inner.bounds.partition_point(|bound| *bound < value);
        if let Some(count) = self.inner.counts.get(place) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        self.inner.sum.fetch_add(value, Ordering::Relaxed);
    }
}

impl EncodeMetric for Histogram {
    fn encode(&self, mut encoder: MetricEncoder<'_>) -> Result<(), std::fmt::Error> {
        let Inner { bounds, per, counts, sum } = &*self.inner;
        let counts: Vec<u64> = counts.iter().map(|count| count.load(Ordering::Relaxed)).collect();
        // What is above them all is only in the count: the encoder prints that as the last bucket.
        let buckets: Vec<(f64, u64)> =
            bounds.iter().zip(&counts).map(|(bound, count)| (scaled(*bound, *per), *count)).collect();
        let sum = scaled(sum.load(Ordering::Relaxed), *per);
        encoder.encode_histogram::<NoLabelSet>(sum, counts.iter().sum(), &buckets, None)
    }

    fn metric_type(&self) -> MetricType {
        MetricType::Histogram
    }
}

impl TypedMetric for Histogram {
    const TYPE: MetricType = MetricType::Histogram;
}

/// Only for printing: the counting is in whole numbers.
#[expect(clippy::cast_precision_loss, reason = "above 2^53 a printed sum may round")]
fn scaled(value: u64, per: f64) -> f64 {
    value as f64 / per
}

#[cfg(test)]
mod tests {
    use prometheus_client::registry::Registry;

    use super::Histogram;

    #[test]
    fn values_are_counted_up_to_their_bound() {
        let histogram = Histogram::new(&[10, 20], 2.0);
        for value in [0, 10, 11, 20, 21, 1_000] {
            histogram.observe(value);
        }
        let mut registry = Registry::default();
        registry.register("x", "X", histogram);
        let mut page = String::new();
        prometheus_client::encoding::prometheus_text::encode(&mut page, &registry).unwrap();
        let lines: Vec<&str> = page.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(
            lines,
            ["x_bucket{le=\"5\"} 2", "x_bucket{le=\"10\"} 4", "x_bucket{le=\"+Inf\"} 6", "x_sum 531.0", "x_count 6",]
        );
    }
}
