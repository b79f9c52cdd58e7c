package dev.glissade.tune;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What remembers: an append-only log of events for each study, leases of works,
/// and who had them when. Several
/// threads, processes and machines may use one study at once.
///
/// What a method has returned for is on the disk and survives a kill. All failures of the storage
/// are a `StoreException`, after which the same call may be tried again.
public interface StudyStore extends AutoCloseable {
  /// An event and its place in the log. Positions grow; they may have gaps.
  record Entry(long position, Event event) {}

  /// The names of all studies.
  List<String> studies();

  /// The events after a position, in order; 0 for all.
  List<Entry> read(String study, long after);

  /// Appends all events, or none if the key of one of them is there already.
  ///
  /// @return whether they were appended
  boolean append(String study, List<Event> events);

  /// Appends the events of a work whose keys are not there yet, in one piece.
  ///
  /// @throws LeaseLostException if somebody else has the work now; nothing is appended
  void append(String study, Lease lease, List<Event> events);

  /// Takes a work, if it is free or the time of who had it has run out.
  Optional<Lease> take(String study, long work, String worker, Duration time);

  /// Keeps a work for some more time.
  ///
  /// @return whether it is still ours
  boolean renew(String study, Lease lease, Duration time);

  /// Gives a work back before its time has run out, so that another attempt can begin.
  void release(String study, Lease lease);

  /// Who had which work and when, by work and attempt. Works from before this was kept have none.
  List<Shift> shifts(String study);

  /// Remembers what was worked elsewhere; a shift that is there already stays as it is.
  void add(String study, List<Shift> shifts);

  @Override
  void close();
}
