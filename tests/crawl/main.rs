//! Crawls a server on loopback that this test starts.

mod command;
mod faults;
mod manners;
mod pages;
mod robots;
mod run;
mod secrets;
mod server;
mod tls;
