//! Crawls a server on loopback that this test starts.

mod command;
mod faults;
mod manners;
mod memory;
mod pages;
mod proxy;
mod rights;
mod robots;
mod run;
#[path = "../schema/valid.rs"]
mod schema;
mod secrets;
mod server;
mod tls;
