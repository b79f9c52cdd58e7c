import org.jspecify.annotations.NullMarked;

/// What tests of all modules share: the sweep over all operations, gradient checks, the contract
/// that every set of kernels must keep, and a PostgreSQL server. Nothing here needs a test
/// framework; a violation is an `AssertionError` that says what was expected.
@NullMarked
module dev.glissade.testkit {
  requires static org.jspecify;
  requires transitive dev.glissade.engine;
  requires java.sql;

  exports dev.glissade.testkit;
}
