package dev.glissade.tune.store;

import dev.glissade.tune.Event;
import dev.glissade.tune.Lease;
import dev.glissade.tune.LeaseLostException;
import dev.glissade.tune.Shift;
import dev.glissade.tune.StudyStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Studies in a database. Writers of a study wait for each other at its row, so that positions
/// become visible in their order; the database's clock decides about leases.
///
/// A call that loses the database on the way waits for it and tries again. If it cannot know
/// whether its transaction was kept, it looks for the number that it wrote with its events.
final class JdbcStore implements StudyStore {
  private static final int PAGE = 10_000;

  private final Sessions sessions;
  private final Dialect dialect;
  private final SplittableRandom origins = new SplittableRandom();

  private JdbcStore(Dialect dialect, Duration patience) {
    this.dialect = dialect;
    sessions = new Sessions(dialect, patience);
  }

  /// A store that waits two minutes for a database that is gone.
  static JdbcStore open(Dialect dialect) {
    return open(dialect, Duration.ofMinutes(2));
  }

  /// A store that waits for a given time for a database that is gone.
  static JdbcStore open(Dialect dialect, Duration patience) {
    var store = new JdbcStore(dialect, patience);
    store.sessions.connect();
    return store;
  }

  @Override
  public List<String> studies() {
    return sessions.run(
        session -> {
          try (ResultSet rows =
              session.prepare("SELECT name FROM study ORDER BY id").executeQuery()) {
            var names = new ArrayList<String>();
            while (rows.next()) {
              names.add(rows.getString(1));
            }
            return names;
          }
        });
  }

  @Override
  public List<Entry> read(String study, long after) {
    var entries = new ArrayList<Entry>();
    int size;
    do {
      size = entries.size();
      long last = size == 0 ? after : entries.getLast().position();
      // Pages leave the session to other threads in between.
      entries.addAll(sessions.run(session -> page(session, study, last)));
    } while (entries.size() == size + PAGE);
    return entries;
  }

  private List<Entry> page(Session session, String study, long after) throws SQLException {
    PreparedStatement statement =
        session.prepare(
            "SELECT position, work, step, value, body FROM event"
                + " WHERE study = (SELECT id FROM study WHERE name = ?) AND position > ?"
                + " ORDER BY position LIMIT "
                + PAGE,
            study,
            after);
    try (ResultSet row = statement.executeQuery()) {
      var entries = new ArrayList<Entry>();
      while (row.next()) {
        entries.add(EventRow.read(row, dialect, study));
      }
      return entries;
    }
  }

  @Override
  public boolean append(String study, List<Event> events) {
    return events.isEmpty() || write(study, new Append(origin(), events));
  }

  @Override
  public void append(String study, Lease lease, List<Event> events) {
    if (!events.isEmpty() && !write(study, new Append(origin(), lease, events))) {
      throw new LeaseLostException(lease);
    }
  }

  private boolean write(String study, Append append) {
    return sessions.run(
        session -> session.transact(dialect.begin(), inside -> append.run(inside, dialect, study)));
  }

  @Override
  public Optional<Lease> take(String study, long work, String worker, Duration time) {
    long origin = origin();
    // Whoever asks again after a lost answer has the lease already.
    String sql =
        "INSERT INTO lease (study, work, attempt, worker, origin, until)"
            + " VALUES (?, ?, 1, ?, ?, "
            + dialect.now()
            + " + ?) ON CONFLICT (study, work) DO UPDATE SET"
            + " attempt = lease.attempt + CASE WHEN lease.origin = excluded.origin"
            + " THEN 0 ELSE 1 END, worker = excluded.worker, origin = excluded.origin,"
            + " until = excluded.until WHERE lease.origin = excluded.origin OR lease.until <= "
            + dialect.now()
            + " RETURNING attempt";
    return sessions.run(
        session ->
            session.transact(
                dialect.beginLease(),
                inside -> {
                  try (ResultSet row =
                      inside
                          .prepare(sql, study, work, worker, origin, time.toMillis())
                          .executeQuery()) {
                    Optional<Lease> lease =
                        row.next()
                            ? Optional.of(new Lease(work, worker, row.getInt(1)))
                            : Optional.empty();
                    if (lease.isPresent()) {
                      new ShiftTable(inside, dialect, study).begin(lease.get());
                    }
                    return new Session.Work.Outcome<>(lease, lease.isPresent());
                  }
                }));
  }

  @Override
  public boolean renew(String study, Lease lease, Duration time) {
    return changeLease(study, lease, dialect.now() + " + ?", time.toMillis());
  }

  @Override
  public void release(String study, Lease lease) {
    changeLease(study, lease, "?", 0);
  }

  /// Sets the end of a lease that is still held.
  private boolean changeLease(String study, Lease lease, String until, long milliseconds) {
    String sql =
        "UPDATE lease SET until = "
            + until
            + " WHERE study = ? AND work = ? AND attempt = ? AND until > 0";
    return sessions.run(
        session ->
            session.transact(
                dialect.beginLease(),
                inside -> {
                  long attempt = lease.attempt();
                  var statement = inside.prepare(sql, milliseconds, study, lease.work(), attempt);
                  boolean isHeld = statement.executeUpdate() == 1;
                  if (isHeld) {
                    new ShiftTable(inside, dialect, study).touch(lease);
                  }
                  return new Session.Work.Outcome<>(isHeld, true);
                }));
  }

  @Override
  public List<Shift> shifts(String study) {
    return sessions.run(session -> new ShiftTable(session, dialect, study).read());
  }

  @Override
  public void add(String study, List<Shift> shifts) {
    boolean _ =
        sessions.run(
            session ->
                session.transact(
                    dialect.begin(),
                    inside -> {
                      var table = new ShiftTable(inside, dialect, study);
                      for (Shift each : shifts) {
                        table.add(each);
                      }
                      return new Session.Work.Outcome<>(true, true);
                    }));
  }

  private synchronized long origin() {
    return origins.nextLong();
  }

  @Override
  public void close() {
    sessions.close();
  }

  @Override
  public String toString() {
    return dialect.toString();
  }
}
