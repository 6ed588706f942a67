//! Crawls a server on loopback that this test starts.

mod archive;
mod challenges;
mod cluster;
mod command;
mod contract;
mod discovery;
mod faults;
mod kill;
mod manners;
mod memory;
mod others;
mod pages;
mod proxy;
mod rights;
mod robots;
mod run;
#[path = "../schema/valid.rs"]
mod schema;
mod secrets;
mod seen;
mod server;
mod shared;
mod space;
mod story;
mod tls;
