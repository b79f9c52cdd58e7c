package dev.glissade.tune.analysis;

import dev.glissade.tune.analysis.Honesty.Leader;

/// What came of a study, in two sentences: what is recommended, and how far to believe it.
final class Verdict {
  private Verdict() {}

  static String text(String metric, Honesty honesty, Outcomes outcomes) {
    return honesty
        .recommended()
        .map(
            leader ->
                leader.honest().isPresent()
                    ? honest(metric, honesty, leader)
                    : claimed(metric, leader, outcomes))
        .orElse(
            "No trial has a usable value. Of %d that have ended %d were stopped and %d failed."
                .formatted(outcomes.ended(), outcomes.stopped(), outcomes.failed()));
  }

  private static String claimed(String metric, Leader leader, Outcomes outcomes) {
    return ("Trial %d claims %s %s, the best of %d. It has not been repeated: chosen as the best"
            + " of many, it is likely to be a little lucky.")
        .formatted(leader.trial(), metric, Figures.number(leader.claimed()), outcomes.completed());
  }

  private static String honest(String metric, Honesty honesty, Leader leader) {
    String seeds = leader.seeds() == 1 ? "one fresh seed" : leader.seeds() + " fresh seeds";
    String first =
        "Trial %d reaches %s %s%s over %s; %s."
            .formatted(
                leader.trial(),
                metric,
                Figures.number(leader.honest().orElseThrow()),
                leader
                    .interval()
                    .map(
                        it ->
                            " (%s to %s)"
                                .formatted(Figures.number(it.low()), Figures.number(it.high())))
                    .orElse(""),
                seeds,
                claim(honesty, leader));
    if (leader.probability().isEmpty()) {
      return first + " How sure that is cannot be said before each leader has two seeds.";
    }
    int rivals = honesty.rivals().size();
    String others =
        switch (rivals) {
          case 0 -> "no other comes near";
          case 1 -> "trial %d may be as good".formatted(honesty.rivals().getFirst().trial());
          default -> rivals + " others may be as good";
        };
    return first
        + " It is the best of those repeated with a probability of %s; %s."
            .formatted(Figures.share(leader.probability().orElseThrow()), others);
  }

  /// What had been claimed: by the trial itself, or by another one that claimed more.
  private static String claim(Honesty honesty, Leader leader) {
    Leader loudest = honesty.claimant().orElse(leader);
    if (loudest.trial() == leader.trial()) {
      return "it had claimed " + Figures.number(leader.claimed());
    }
    String kept =
        loudest.honest().isPresent()
            ? ", but keeps " + Figures.number(loudest.honest().getAsDouble())
            : ", but has not been repeated";
    return "trial %d had claimed %s%s"
        .formatted(loudest.trial(), Figures.number(loudest.claimed()), kept);
  }
}
