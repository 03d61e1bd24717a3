//! `wasm-bindgen-test-runner`, built from this workspace's lock file: cargo's runner for tests on wasm.

/// Runs the upstream command line unchanged.
fn main() -> anyhow::Result<()> {
    env_logger::init();
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
