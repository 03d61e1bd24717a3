//! The built server as strangers find it: graders of its headers, and a fuzzer of its interface.

mod fuzzed;
mod graded;
