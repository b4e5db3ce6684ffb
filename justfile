# What people run. `just` lists it; each line works without `just`, too.

# List the commands
default:
    @just --list --unsorted

# Run all tests, or those whose names hold a word: `just test acceptance`
test *args:
    cargo test --workspace --locked {{ args }}

# Format, then lint as the gate does
lint:
    cargo fmt --all
    cargo clippy --workspace --all-targets --locked -- -D warnings
    .ci/check-imports

# Write snapshots, schemas, pictures and the made parts of docs/ anew; read the difference before you commit it
snapshots:
    SNAPSHOTS=overwrite cargo test --workspace --locked --no-fail-fast
    git status --short

# Run every seed of the fuzz targets once
seeds:
    cargo test --locked --manifest-path fuzz/Cargo.toml --target-dir "${CARGO_TARGET_DIR:-target}"

# Fuzz each target for so many seconds
fuzz seconds="60":
    .ci/fuzz {{ seconds }}

# Serve real editors, and package the extension for VS Code
editors:
    .ci/validate-editors

# Measure what a check costs, or only the cases whose names hold a word: `just bench growth`
bench *only:
    cargo bench --locked --bench check -- {{ only }}

# Build the guide as a site and follow its links
guide:
    .ci/build-guide

# Build the wheel, and test the Python module
python:
    .ci/check-python

# All that has to pass before a push
gate:
    .ci/run

# The gate and all that is slower
full:
    .ci/full
