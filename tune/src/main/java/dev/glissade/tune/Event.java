package dev.glissade.tune;

import java.util.List;
import java.util.Optional;

/// Something that happened in a study. The events of a study, in their order, are all that is
/// stored; every table, decision and picture is derived from them.
///
/// A *work* is what one decision asked for: a trial, or a part of one, from one step to another.
/// Works are counted from 0. The `key` of an event, where it has one, is there at most once in a
/// study: what is told a second time, after a kill or a lost connection, is not counted twice.
public sealed interface Event {
  /// What must not happen twice.
  default Optional<String> key() {
    return Optional.empty();
  }

  /// The study began.
  record Opened(Definition definition) implements Event {
    @Override
    public Optional<String> key() {
      return Optional.of("opened");
    }
  }

  /// The definition was changed while the study goes on; trials keep their values.
  ///
  /// @param work the number that it takes among the works, where there is none of this number: so
  ///     it is settled which decisions know of it
  /// @param reason in words
  record Redefined(long work, Definition definition, String reason) implements Event {
    @Override
    public Optional<String> key() {
      return Optional.of("work/" + work);
    }
  }

  /// Somebody asked for something, which is done before what the scheduler decides.
  ///
  /// @param ticket made by who asks, so that asking again changes nothing
  /// @param configuration of a new trial; of a fork, the parameters that were named for it; empty
  ///     for the other kinds of decision
  record Requested(String ticket, Decision decision, Optional<Configuration> configuration)
      implements Event {
    @Override
    public Optional<String> key() {
      return Optional.of("request/" + ticket);
    }
  }

  /// A decision: the work with this number is to be done.
  ///
  /// @param trial whose work it is
  /// @param configuration of the trial during this work
  /// @param ticket of the request that it answers, if any
  /// @param seen how many works counted for the decision
  record Assigned(
      long work,
      int trial,
      Decision decision,
      Configuration configuration,
      Optional<String> ticket,
      long seen)
      implements Event {
    @Override
    public Optional<String> key() {
      return Optional.of("work/" + work);
    }
  }

  /// The objective asked for a parameter that the space did not have, and got a value.
  record Suggested(long work, String name, Param param, Value value) implements Event {
    @Override
    public Optional<String> key() {
      return Optional.of("suggestion/" + work + "/" + name);
    }
  }

  /// The objective reported a value.
  record Reported(long work, long step, double value) implements Event {
    @Override
    public Optional<String> key() {
      return Optional.of("report/" + work + "/" + step);
    }
  }

  /// A checkpoint was written, and is on the disk.
  ///
  /// @param step after which it was; it may be on the way to the next one, so that a step may have
  ///     several, of which the last counts
  /// @param hash by which it is found
  record Saved(long work, long step, String hash) implements Event {
    @Override
    public Optional<String> key() {
      return Optional.of("checkpoint/" + work + "/" + step + "/" + hash);
    }
  }

  /// The checkpoints of trials that have ended are not kept any longer. It says nothing of a trial
  /// that by then is under way again, or asked for.
  record Discarded(List<Integer> trials) implements Event {
    /// Copies the numbers.
    public Discarded {
      trials = List.copyOf(trials);
    }
  }

  /// A person asked for a knob of a running trial to be set.
  ///
  /// @param ticket made by who asks
  record KnobRequested(String ticket, int trial, String knob, double value, String reason)
      implements Event {
    @Override
    public Optional<String> key() {
      return Optional.of("knob/" + ticket);
    }
  }

  /// A person asked for a trial that is under way to pause after its next report.
  ///
  /// @param ticket made by who asks
  record PauseRequested(String ticket, int trial, String reason) implements Event {
    @Override
    public Optional<String> key() {
      return Optional.of("pause/" + ticket);
    }
  }

  /// A knob was changed, from this step on.
  record KnobChanged(long work, long step, String ticket, double before, double after)
      implements Event {
    @Override
    public Optional<String> key() {
      return Optional.of("changed/" + work + "/" + ticket);
    }
  }

  /// How long an attempt took, where trials have a time limit.
  ///
  /// @param isOver whether the trial was ended because of it
  record Timed(long work, int attempt, double seconds, boolean isOver) implements Event {
    @Override
    public Optional<String> key() {
      return Optional.of("timed/" + work + "/" + attempt);
    }
  }

  /// An attempt at a work ended without an outcome, and another may begin: the worker was told to
  /// leave, or the objective failed and may try again. Attempts that end without a word are lost.
  ///
  /// @param isFailed whether the objective failed
  /// @param note why, in words
  record Released(long work, int attempt, boolean isFailed, String note) implements Event {
    @Override
    public Optional<String> key() {
      return Optional.of("released/" + work + "/" + attempt);
    }
  }

  /// A work ended.
  ///
  /// @param state of the trial now, or of the repeat; never `RUNNING`
  /// @param values of the goals where it is complete
  /// @param violation of black-box constraints
  /// @param note why, in words, where it stopped or failed
  record Ended(long work, TrialState state, List<Double> values, double violation, String note)
      implements Event {
    @Override
    public Optional<String> key() {
      return Optional.of("end/" + work);
    }
  }

  /// The test set was looked at, once, for the final choice.
  record Tested(int trial, String metric, double value) implements Event {
    @Override
    public Optional<String> key() {
      return Optional.of("tested");
    }
  }
}
