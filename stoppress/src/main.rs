//! The program: reads the call and does it.

use clap::Parser;
use std::process::ExitCode;
use stoppress::{commands, config, output, server};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let call = commands::Call::parse();
    config::start_logging(call.quiet, call.folder());
    if call.serves() {
        server::make_room_for_connections();
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            output::complain(&format!("stoppress: cannot start: {error}"));
            return ExitCode::from(1);
        }
    };
    let code = runtime.block_on(commands::run(call)).unwrap_or_else(|error| {
        output::complain(&format!("stoppress: {error:#}"));
        1
    });
    ExitCode::from(code)
}
