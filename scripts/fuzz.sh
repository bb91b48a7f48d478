#!/bin/sh
# Fuzzes a target of fuzz/ by coverage: scripts/fuzz.sh TARGET SECONDS. It needs a nightly toolchain, and nothing installed.
#
# What is found on the way grows under target/fuzz/corpus/TARGET; an input that fails is left in the folder of this repository,
# named crash-*, and told again by running the built target on it.
set -eu
cd "$(dirname "$0")/.."
target=$1
seconds=$2
corpus=target/fuzz/corpus/$target
mkdir -p "$corpus"
# What cargo-fuzz passes, without its sanitizer of addresses: no code of ours is unsafe.
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares -Cdebug-assertions -Coverflow-checks -Ccodegen-units=1"
# A target of its own for the flags, so that build scripts and macros go without them.
host=$(rustc -vV | sed -n 's/^host: //p')
(cd fuzz && cargo +nightly build --release --locked --target "$host" --bin "$target")
exec "target/fuzz/$host/release/$target" -max_total_time="$seconds" -dict="fuzz/$target.dict" -timeout=10 -max_len=2048 \
    "$corpus" "fuzz/seeds/$target"
