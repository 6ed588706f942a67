//! Crawls a server on loopback that this test starts.

mod command;
mod faults;
mod manners;
mod memory;
mod pages;
mod proxy;
mod robots;
mod run;
mod secrets;
mod server;
mod tls;
