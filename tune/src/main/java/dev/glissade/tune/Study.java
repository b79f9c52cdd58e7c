package dev.glissade.tune;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// A study: many trials of one objective, chosen so that the best of them is good.
///
/// ```java
/// var space = Space.EMPTY.with("x", new Param.Uniform(-2, 2)).with("y", new Param.Uniform(-1, 3));
/// var strategy = new Strategy(sampler, scheduler);
/// var definition = strategy.define(new Goal("value", Direction.MINIMIZE), space).withSeed(7);
/// try (Study study = Study.open(new MemoryStore(), "banana", definition, strategy)) {
///   study.run(
///       trial -> {
///         double x = trial.uniform("x", -2, 2);
///         double y = trial.uniform("y", -1, 3);
///         return Math.pow(1 - x, 2) + 100 * Math.pow(y - x * x, 2);
///       });
///   System.out.println(study.best());
/// }
/// ```
///
/// With an empty space the same objective works: what it asks for becomes the space.
///
/// All that happens goes to the store before it counts, so a study that was killed goes on where it
/// was, and several processes may run one study at once, each with an object of this class. With a
/// lag of at least 1, the trials are the same for any number of threads and processes and after any
/// kill, if the objective is a function of what its trial tells it. Optuna has no such mode: there,
/// what is proposed depends on who came first.
///
/// Objects of this class may be used by several threads.
public final class Study implements AutoCloseable {
  private final StudyStore store;
  private final String name;
  private final Strategy strategy;
  private final StudyOptions options;
  private final StudyState state = new StudyState();
  private final Planner planner;
  private final Retention retention;
  private final Heartbeat heartbeat;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long lastLook = System.nanoTime();
  private Optional<Long> lastRescue = Optional.empty();
  private Definition checked;

  private Study(StudyStore store, String name, Strategy strategy, StudyOptions options) {
    this.store = store;
    this.name = name;
    this.strategy = strategy;
    this.options = options;
    this.heartbeat = new Heartbeat(store, name, options.lease());
    state.follow(store, name);
    this.planner = new Planner(state, strategy);
    this.retention = new Retention(state, strategy.scheduler());
    this.checked = state.definition();
  }

  /// Opens a study, or begins it if the store has none of this name.
  ///
  /// @throws IllegalArgumentException if the strategy is not that of the definition, or the stored
  ///     definition is another one; says what differs
  public static Study open(
      StudyStore store, String name, Definition definition, Strategy strategy) {
    return open(store, name, definition, strategy, StudyOptions.DEFAULT);
  }

  /// Opens a study with options of one's own.
  ///
  /// @throws IllegalArgumentException if the strategy is not that of the definition, or the stored
  ///     definition is another one; says what differs
  public static Study open(
      StudyStore store,
      String name,
      Definition definition,
      Strategy strategy,
      StudyOptions options) {
    strategy.check(definition);
    StudyState found = new StudyState();
    found.follow(store, name);
    if (found.isEmpty()) {
      store.append(name, List.of(new Event.Opened(definition)));
      found.follow(store, name);
    }
    List<String> differences = found.definition().differences(definition);
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "study "
              + name
              + ": "
              + String.join("; ", differences)
              + " — help: take another name, or redefine the study");
    }
    return new Study(store, name, strategy, options);
  }

  /// The next work for a worker, which may be a new trial, a part of an earlier one, or one whose
  /// worker was lost; empty if there is none. Waits as long as the decision must know the outcome
  /// of works that are under way, so who asks several times before telling needs a lag as large.
  ///
  /// @param worker a name for people
  /// @throws InterruptedException if interrupted while it waits
  /// @throws StoreException if the storage fails; asking again is safe
  public Optional<Attempt> ask(String worker) throws InterruptedException {
    return ask(worker, Session.of(new RunOptions()));
  }

  Optional<Attempt> ask(String worker, Session session) throws InterruptedException {
    Optional<Attempt> next = next(worker, session);
    next.ifPresent(it -> session.tell(new Progress.Begun(it.assigned(), worker, it.from())));
    return next;
  }

  private Optional<Attempt> next(String worker, Session session) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        follow();
        check();
        if (session.isOver()) {
          return Optional.empty();
        }
        Optional<Attempt> begun = rescue(worker, session);
        if (begun.isPresent()) {
          return begun;
        }
        switch (planner.next(session.mostTrials())) {
          case Planner.Plan.Assign(Event.Assigned event) -> {
            if (store.append(name, List.of(event))) {
              begun = take(event.work(), worker, session);
            }
          }
          case Planner.Plan.Wait() -> pause();
          case Planner.Plan.Done() -> {
            if (state.underWay().stream().allMatch(it -> heartbeat.isHeld(it.number()))) {
              return Optional.empty();
            }
            pause();
          }
        }
        if (begun.isPresent()) {
          return begun;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void check() {
    if (state.definition() != checked) {
      strategy.check(state.definition());
      checked = state.definition();
    }
  }

  private void pause() throws InterruptedException {
    // Others' works end without a signal, and so do leases.
    boolean _ = changed.await(options.poll().toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Takes a work that nobody is at, looking for one now and then only.
  private Optional<Attempt> rescue(String worker, Session session) {
    long now = System.nanoTime();
    long interval = Math.min(options.lease().toNanos() / 3, Duration.ofSeconds(5).toNanos());
    if (lastRescue.isPresent() && now - lastRescue.get() < interval) {
      return Optional.empty();
    }
    for (Work each : state.underWay()) {
      if (!heartbeat.isHeld(each.number())) {
        Optional<Attempt> taken = take(each.number(), worker, session);
        if (taken.isPresent()) {
          return taken;
        }
      }
    }
    lastRescue = Optional.of(now);
    return Optional.empty();
  }

  private Optional<Attempt> take(long number, String worker, Session session) {
    Optional<Lease> taken = store.take(name, number, worker, options.lease());
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    Lease lease = taken.get();
    follow();
    Work work = state.work(number);
    if (work.isEnded()) {
      store.release(name, lease);
      return Optional.empty();
    }
    Optional<Integer> missing = state.missingSource(work);
    if (missing.isPresent()) {
      failNow(lease, "the checkpoint of trial " + missing.get() + " was not kept");
      return Optional.empty();
    }
    int lost = lease.attempt() - 1 - work.returned();
    if (lost > options.retriesWhenLost()) {
      failNow(lease, "lost " + lost + " times: its worker was silent");
      return Optional.empty();
    }
    Attempt attempt = new Attempt(this, work, lease, session, planner.before(work));
    heartbeat.hold(lease);
    if (attempt.isDecided()) {
      attempt.tell(Double.NaN);
      follow();
      return Optional.empty();
    }
    return Optional.of(attempt);
  }

  private void failNow(Lease lease, String note) {
    append(lease, List.of(new Event.Ended(lease.work(), TrialState.FAILED, List.of(), 0, note)));
    follow();
  }

  /// Evaluates an objective on all cores until the scheduler has no more to do.
  ///
  /// @throws StoreException if the storage failed; running again goes on
  public void run(Objective objective) {
    run(objective, new RunOptions());
  }

  /// Evaluates an objective until the scheduler has no more to do, or the options say so.
  ///
  /// What the objective throws fails its trial, and the study goes on; so do an
  /// `OutOfMemoryError` and a `StackOverflowError`. If the calling thread is interrupted, trials
  /// are told to stop where they next report or ask, and given back, so that a later run goes on
  /// with them; the method then returns with the thread interrupted.
  ///
  /// @throws StoreException if the storage failed; running again goes on
  public void run(Objective objective, RunOptions options) {
    new Runner(this, objective, Session.of(options)).run(options.jobs());
  }

  /// Changes the definition from the next decision on; the trials stay. If the names of the
  /// strategy change, the study has to be opened again with the new one by everyone who takes part.
  ///
  /// @param reason in words
  public void redefine(Definition definition, String reason) {
    lock.lock();
    try {
      do {
        follow();
      } while (!store.append(name, List.of(new Event.Redefined(state.size(), definition, reason))));
      follow();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Lets go of the checkpoints from which nothing has to go on: those of trials that have ended,
  /// but for the best, for those that went on from another trial's, and for those that somebody
  /// asked for. If such a trial is extended later, it starts at its beginning.
  ///
  /// It is an event, so what is not needed now is not needed later, whoever takes part.
  ///
  /// @param best how many keep theirs
  /// @return the hashes of all that are needed: for `Blobs.collect`
  public Set<String> discard(int best) {
    lock.lock();
    try {
      follow();
      List<Integer> idle = retention.idle(best);
      if (!idle.isEmpty()) {
        store.append(name, List.of(new Event.Discarded(idle)));
        follow();
      }
      return retention.needed();
    } finally {
      lock.unlock();
    }
  }

  /// Asks for things on behalf of people, who look after their trials.
  public Requests requests() {
    return new Requests(store, name, this::upToDate);
  }

  /// Everything that is known now, also of trials under way.
  public History history() {
    return upToDate(StudyState::history);
  }

  /// The complete trial with the best value of the first goal that breaks no constraint; the first
  /// of several.
  public Optional<TrialRecord> best() {
    History history = history();
    return history.trials().stream()
        .filter(it -> it.state() == TrialState.COMPLETE && it.violation() <= 0)
        .min(Comparator.comparingDouble(it -> history.loss(it.values().getFirst())));
  }

  /// The hash of all decisions and outcomes: see `StudyState.eventsHash`.
  public String eventsHash() {
    return upToDate(StudyState::eventsHash);
  }

  private <T> T upToDate(Function<StudyState, T> question) {
    lock.lock();
    try {
      follow();
      return question.apply(state);
    } finally {
      lock.unlock();
    }
  }

  private void follow() {
    state.follow(store, name);
    lastLook = System.nanoTime();
  }

  /// Answers a question of a worker, of a state that is not older than the time between looks.
  <T> T glance(Function<StudyState, T> question) {
    lock.lock();
    try {
      if (System.nanoTime() - lastLook >= options.poll().toNanos()) {
        follow();
      }
      return question.apply(state);
    } finally {
      lock.unlock();
    }
  }

  Strategy strategy() {
    return strategy;
  }

  Optional<Duration> trialTime() {
    return options.trialTime();
  }

  boolean mayRetry(Work work) {
    return upToDate(_ -> work.failed() < options.retriesWhenFailed());
  }

  boolean hasCheckpoint(String hash) {
    return options.hasCheckpoint().test(hash);
  }

  void append(Lease lease, List<Event> events) {
    store.append(name, lease, events);
  }

  void release(Lease lease) {
    store.release(name, lease);
  }

  /// An attempt is over: others may have waited for its work, or may take it now.
  void forget(Attempt attempt) {
    heartbeat.forget(attempt.lease());
    lock.lock();
    try {
      lastRescue = attempt.isDone() ? lastRescue : Optional.empty();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Lets those who wait look again.
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Gives back what is under way, so that others need not wait for its lease to end. The store
  /// stays open.
  @Override
  public void close() {
    for (Lease each : heartbeat.close()) {
      try {
        append(each, List.of(new Event.Released(each.work(), each.attempt(), false, "closed")));
        store.release(name, each);
      } catch (LeaseLostException _) {
        // It is somebody else's already.
      }
    }
  }
}
