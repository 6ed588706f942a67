//! TLS and HTTP/2.

use std::sync::Arc;

use hyper::{Response, Version};
use presscut::fetcher::Settings;
use rcgen::{CertificateParams, KeyPair};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::run::{class, hasty, message, one};
use crate::server::article;

/// A server that speaks HTTP/2 alone, by a certificate that it made itself; gives its address, the certificate, and what it is asked.
async fn start() -> (String, String, mpsc::UnboundedReceiver<(String, Version)>) {
    start_as(CertificateParams::new(["127.0.0.1".to_owned()]).unwrap()).await
}

async fn start_as(parameters: CertificateParams) -> (String, String, mpsc::UnboundedReceiver<(String, Version)>) {
    let signer = KeyPair::generate().unwrap();
    let made = parameters.self_signed(&signer).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signer.serialize_der()));
    let mut config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![made.der().clone()], key).unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("https://127.0.0.1:{}", listener.local_addr().unwrap().port());
    let (tell, told) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, tell) = (acceptor.clone(), tell.clone());
            tokio::spawn(async move {
                let Ok(stream) = acceptor.accept(stream).await else { return };
                let Ok(mut connection) = h2::server::handshake(stream).await else { return };
                while let Some(Ok((request, mut respond))) = connection.accept().await {
                    let _ = tell.send((request.uri().path().to_owned(), request.version()));
                    let mut head = Response::builder().header("content-type", "text/html; charset=utf-8");
                    for number in 0..flood(request.uri().path()) {
                        head = head.header(format!("x-flood-{number}"), "a".repeat(1000));
                    }
                    let mut body = respond.send_response(head.body(()).unwrap(), false).unwrap();
                    body.send_data(article("Night boat returns").into(), true).unwrap();
                }
            });
        }
    });
    (address, made.pem(), told)
}

/// Thousands of bytes of headers that a path is answered with.
fn flood(path: &str) -> usize {
    path.strip_prefix("/flood/").map_or(0, |count| count.parse().unwrap())
}

#[tokio::test]
async fn a_flood_of_headers() {
    let (address, certificate, _told) = start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    std::fs::write(&file, certificate).unwrap();
    let settings = Settings { ca_file: Some(file), ignore_robots: true, tries: 1, ..hasty() };
    for (path, wanted) in [("/flood/100", ""), ("/flood/300", "too_large"), ("/flood/5000", "too_large"), ("/flood/20000", "too_large")] {
        let record = one(settings.clone(), format!("{address}{path}")).await;
        assert_eq!(class(&record), wanted, "{path}: {}", message(&record));
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for() {
    let (address, _, _) = start().await;
    for ignore_robots in [false, true] {
        let record = one(Settings { ignore_robots, ..hasty() }, format!("{address}/a")).await;
        assert_eq!(class(&record), "tls", "{}", message(&record));
        assert!(message(&record).contains("--ca-file"), "{}", message(&record));
    }
}

#[tokio::test]
async fn a_certificate_of_another_name_or_another_time() {
    let other = CertificateParams::new(["other.example".to_owned()]).unwrap();
    let mut expired = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    (expired.not_before, expired.not_after) = (rcgen::date_time_ymd(2019, 1, 1), rcgen::date_time_ymd(2020, 1, 1));
    for parameters in [other, expired] {
        let (address, certificate, _) = start_as(parameters).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ca.pem");
        std::fs::write(&file, certificate).unwrap();
        let record = one(Settings { ca_file: Some(file), tries: 1, ..hasty() }, format!("{address}/a")).await;
        assert_eq!(class(&record), "tls", "{}", message(&record));
    }
}

#[tokio::test]
async fn http_2_with_an_authority_of_ones_own() {
    let (address, certificate, mut told) = start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    std::fs::write(&file, certificate).unwrap();
    let record = one(Settings { ca_file: Some(file), ..hasty() }, format!("{address}/a")).await;
    assert_eq!(class(&record), "", "{}", message(&record));
    assert_eq!(record.title.as_deref(), Some("Night boat returns"));
    assert_eq!(told.recv().await, Some(("/robots.txt".into(), Version::HTTP_2)));
    assert_eq!(told.recv().await, Some(("/a".into(), Version::HTTP_2)));
}
