package dev.glissade.tune.analysis;

import dev.glissade.tune.Param;
import dev.glissade.tune.Value;

/// Something to do next, with its evidence. The rules are those of the Deep Learning Tuning
/// Playbook (Godbole and others 2023) as far as trials alone can tell.
public sealed interface Advice {
  /// In words: what was seen, and what to do.
  String text();

  /// The best trials crowd an end of a parameter's range: look beyond it.
  ///
  /// @param atEnd how many of the best are in the outermost tenth, or have the outermost value
  /// @param best how many were looked at
  /// @param isHigh whether it is the high end
  /// @param wider the parameter with the range that is proposed
  record Widen(String parameter, int atEnd, int best, boolean isHigh, Param wider)
      implements Advice {
    @Override
    public String text() {
      return "%s: %d of the best %d trials are at the %s end of its range. Widen it to %s."
          .formatted(parameter, atEnd, best, isHigh ? "high" : "low", Ranges.text(wider));
    }
  }

  /// The best trials lie beside those that fail: beyond the end of the range, or of the region that
  /// works, trainings break down.
  ///
  /// @param failed the share of failed trials beyond the best ones
  record Unstable(String parameter, boolean isHigh, double failed) implements Advice {
    @Override
    public String text() {
      return ("%s: the best trials lie beside those that fail (%s of the trials with %s values"
              + " did). Do not widen the range: make training stable first, by warm-up, gradient"
              + " clipping or normalisation, and tune again.")
          .formatted(parameter, Figures.share(failed), isHigh ? "larger" : "smaller");
    }
  }

  /// A parameter changes next to nothing in its range: stop spending trials on it.
  ///
  /// @param value of the trial that is recommended
  /// @param share of the variation that it explains, alone and in pairs
  record Fix(String parameter, Value value, double share) implements Advice {
    @Override
    public String text() {
      return "%s: explains %s of the variation of the loss. Fix it, for example at %s."
          .formatted(parameter, Figures.share(share), Figures.value(value));
    }
  }

  /// The best trials were still becoming better when they ended.
  ///
  /// @param late how many had their best step in the last quarter
  /// @param best how many were looked at
  record TrainLonger(int late, int best) implements Advice {
    @Override
    public String text() {
      return "%d of the best %d trials had their best step in the last quarter. Train longer."
          .formatted(late, best);
    }
  }

  /// The best trials were done soon after they began.
  ///
  /// @param early how many had their best step in the first tenth
  /// @param best how many were looked at
  record TrainShorter(int early, int best) implements Advice {
    @Override
    public String text() {
      return ("%d of the best %d trials had their best step in the first tenth. Train far shorter,"
              + " or lower the learning rate.")
          .formatted(early, best);
    }
  }

  /// The best trials lost much of what they had gained.
  ///
  /// @param worse how many ended worse by a tenth of their gain or more
  /// @param best how many were looked at
  record Overfits(int worse, int best) implements Advice {
    @Override
    public String text() {
      return ("%d of the best %d trials ended clearly worse than their best step. Stop early, or"
              + " regularise more: dropout, weight decay, augmentation.")
          .formatted(worse, best);
    }
  }

  /// Late in training the loss jumps from step to step by more than lies between the best trials.
  ///
  /// @param jump the usual change from one report to the next
  /// @param gap between the best trial and the last of the best ones
  record NoisyEnd(double jump, double gap) implements Advice {
    @Override
    public String text() {
      return ("Late in training the value changes by about %s from one report to the next, more"
              + " than the %s between the best trials. Let the learning rate decay, average the"
              + " weights, use larger batches or more validation data.")
          .formatted(Figures.rounded(jump, 2), Figures.rounded(gap, 2));
    }
  }

  /// Nobody knows yet how lucky the best trial was.
  ///
  /// @param trials how many of the best to repeat
  record Repeat(int trials) implements Advice {
    @Override
    public String text() {
      return ("The best value is a claim: it was chosen as the best of many. Repeat the best %d"
              + " trials with at least 2 fresh seeds.")
          .formatted(trials);
    }
  }

  /// Much of the effort goes to trials that fail.
  ///
  /// @param share of the trials that have ended
  record ManyFail(double share) implements Advice {
    @Override
    public String text() {
      return ("%s of the trials failed. Look at why; narrow the ranges where it happens, or make"
              + " training stable.")
          .formatted(Figures.share(share));
    }
  }
}
