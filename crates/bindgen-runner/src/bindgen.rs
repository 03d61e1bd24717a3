//! `wasm-bindgen`, built from this workspace's lock file.
//!
//! The tool and the library it reads must be the same version to the digit. An installed copy drifts, a
//! downloaded one needs a network and trust; this one cannot differ.

/// Runs the upstream command line unchanged.
fn main() -> anyhow::Result<()> {
    env_logger::init();
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(std::env::args_os())
}
