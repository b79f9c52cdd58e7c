/// What survives: studies in SQLite and PostgreSQL, checkpoints, and exchange with Optuna, CSV and
/// JSON lines. Begin with `Stores`.
package dev.glissade.tune.store;
