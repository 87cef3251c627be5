//! Getting things from the outside world, safely.
