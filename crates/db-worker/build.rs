//! Links the worker so that it can be divided.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        // What refers to what: `cargo xtask` divides the wasm by it (`src/late.rs`).
        println!("cargo::rustc-link-arg-cdylib=--emit-relocs");
    }
}
