//! No room, or no permission: the run ends with a clear message, and goes on from there when that is mended.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::command::{presscut, records, told};
use crate::kill::{arguments, assert_each_once, pages};

/// Runs `presscut crawl` where no file may be larger than so many KiB.
async fn cramped(folder: &Path, most: usize, arguments: Vec<String>) -> Output {
    let mut command = Command::new("bash");
    // a signal that nobody hears leaves the write to fail, as a full disk does
    command.args(["-c", &format!("trap '' XFSZ; ulimit -f {most}; exec \"$0\" crawl \"$@\""), env!("CARGO_BIN_EXE_presscut")]);
    command.current_dir(folder).args(arguments).env("PRESSCUT_FETCH_RETRY_DELAY", "0.01").stdin(Stdio::null());
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

#[tokio::test]
async fn no_room_for_the_output() {
    let (_server, urls) = pages(250).await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("list.txt"), urls[..240].join("\n")).unwrap();
    std::fs::write(folder.path().join("more.txt"), urls[240..].join("\n")).unwrap();
    let run = async |list: &str| presscut(folder.path(), arguments(list, &["-o", "out.jsonl"]), String::new(), &[]).await;
    assert_eq!(run("list.txt").await.status.code(), Some(0));
    let length = std::fs::metadata(folder.path().join("out.jsonl")).unwrap().len() as usize;
    assert!(length > 1 << 20, "{length}: the state's files must be smaller");
    let output = cramped(folder.path(), length / 1024 + 1, arguments("more.txt", &["-o", "out.jsonl"])).await;
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    let message = told(&output);
    assert!(message.contains("cannot write to `out.jsonl`") && message.contains("nothing is lost"), "{message}");
    let output = run("more.txt").await;
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_each_once(&records(&std::fs::read(folder.path().join("out.jsonl")).unwrap()), &urls);
}

#[tokio::test]
async fn no_room_for_the_state() {
    let (_server, urls) = pages(60).await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("list.txt"), urls.join("\n")).unwrap();
    let output = cramped(folder.path(), 200, arguments("list.txt", &["-o", "out.jsonl"])).await;
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    let message = told(&output);
    assert!(message.contains("the state `state` fails") && message.contains("nothing is lost"), "{message}");
    let output = presscut(folder.path(), arguments("list.txt", &["-o", "out.jsonl"]), String::new(), &[]).await;
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_each_once(&records(&std::fs::read(folder.path().join("out.jsonl")).unwrap()), &urls);
}

#[tokio::test]
async fn an_output_that_may_not_be_written() {
    let (_server, urls) = pages(4).await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("list.txt"), urls.join("\n")).unwrap();
    let out = folder.path().join("out");
    std::fs::create_dir(&out).unwrap();
    // root may write anywhere: the command runs as nobody
    let binary = folder.path().join("presscut");
    std::fs::copy(env!("CARGO_BIN_EXE_presscut"), &binary).unwrap();
    for (path, mode) in [(folder.path(), 0o777), (&out, 0o555), (&binary, 0o755)] {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }
    let run = async || {
        let mut command = Command::new(&binary);
        if std::os::unix::fs::MetadataExt::uid(&std::fs::metadata("/proc/self").unwrap()) == 0 {
            std::os::unix::process::CommandExt::uid(&mut command, 65534);
        }
        command.current_dir(folder.path()).arg("crawl").args(arguments("list.txt", &["-o", "out/articles.jsonl"])).stdin(Stdio::null());
        tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
    };
    let output = run().await;
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(told(&output).contains("cannot write `out/articles.jsonl`"), "{}", told(&output));
    std::fs::set_permissions(&out, std::fs::Permissions::from_mode(0o777)).unwrap();
    let output = run().await;
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_each_once(&records(&std::fs::read(out.join("articles.jsonl")).unwrap()), &urls);
}
