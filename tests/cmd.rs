//! Command-line cases as files: `tests/cmd/NAME.toml`, with the folder before (`NAME.in/`) and after
//! (`NAME.out/`) where files matter. `TRYCMD=overwrite cargo test --test cmd` writes down what the program does
//! now; read the difference before you commit it. The examples in the README are cases as well.

#[test]
fn cases() {
    trycmd::TestCases::new().case("tests/cmd/*.toml").case("README.md");
}
