//! The program: reads the call and does it.

use clap::Parser;
use std::process::ExitCode;
use stoppress::{commands, config, output};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let call = commands::Call::parse();
    config::start_logging(call.quiet, call.folder());
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    // A thread's queue has room for 256 tasks, and what overflows goes behind everybody who has just come. So no more is taken
    // from the door at once than is done until it is looked at again (61 tasks).
    runtime.enable_all().max_io_events_per_tick(64);
    let runtime = match runtime.build() {
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
