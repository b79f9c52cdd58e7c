package dev.glissade.tune.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;
import dev.glissade.tune.SpaceEdit;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZoomTest {
  private static final Space SPACE =
      Space.EMPTY
          .with("rate", new Param.Log(1e-5, 1))
          .with("width", new Param.Whole(1, 1000, 1))
          .with("kind", new Param.Choice(List.of("a", "b")))
          .with("size", new Param.Ordinal(List.of("1", "2", "3", "4", "5")));

  private static double loss(Configuration it) {
    double rate = (Math.log10(it.real("rate")) + 2) / 5;
    double width = (it.whole("width") - 300) / 1000.0;
    double size = (Double.parseDouble(it.word("size")) - 4) / 5;
    return rate * rate + width * width + size * size;
  }

  private static double best(Sampler sampler, int seed) {
    History history = Searches.more(sampler, Searches.empty(SPACE), 60, ZoomTest::loss, seed);
    return history.trials().stream().mapToDouble(it -> it.values().getFirst()).min().orElseThrow();
  }

  @Test
  void nothingChangesBeforeTheFirstBox() {
    Space space = Space.EMPTY.with("x", new Param.Uniform(0, 1));

    assertEquals(
        Searches.proposals(new Sobol(), space, 20, 1),
        Searches.proposals(new Zoom(new Sobol(), 20), space, 20, 1));
  }

  @Test
  void laterTrialsAreNearTheBestAndSomeStayOutside() {
    History history =
        Searches.more(new Zoom(new Sobol(), 20), Searches.empty(SPACE), 120, ZoomTest::loss, 1);
    double early =
        history.trials().subList(0, 20).stream()
            .mapToDouble(it -> it.values().getFirst())
            .average()
            .orElseThrow();
    List<Double> late =
        history.trials().subList(100, 120).stream().map(it -> it.values().getFirst()).toList();

    assertTrue(late.stream().mapToDouble(it -> it).average().orElseThrow() < early / 10);
    assertTrue(history.trials().stream().allMatch(it -> SPACE.allows(it.configuration())));
  }

  @Test
  void itFindsBetterOnesThanOneScaleAlone() {
    int wins = 0;
    for (int seed = 0; seed < 30; seed++) {
      wins += best(new Zoom(new Sobol(), 20), seed) < best(new Sobol(), seed) ? 1 : 0;
    }

    assertTrue(wins >= 24, "wins " + wins);
  }

  @Test
  void aBoxIsTheRangeOfTheBestWithAMargin() {
    Space space = Space.EMPTY.with("x", new Param.Uniform(0, 10));
    History history =
        Searches.more(
            new Grid(100), Searches.empty(space), 100, it -> Math.abs(it.real("x") - 5), 1);

    Box box = Box.all(space).around(history.trials(), history);

    // The best 20 are 4.05, 4.15, …, 5.95; the quantiles are one interval of 19 from the ends.
    assertEquals(0.405 + 0.05 * 0.19 - 0.1, box.ranges().getFirst().low(), 1e-9);
    assertEquals(0.595 - 0.05 * 0.19 + 0.1, box.ranges().getFirst().high(), 1e-9);
  }

  @Test
  void aSpaceCanBeNarrowedForGood() {
    var box =
        new Box(
            List.of(
                new Box.Range(0.2, 0.6),
                new Box.Range(0.1, 0.3),
                new Box.Range(0, 1),
                new Box.Range(0.3, 0.7)));

    SpaceEdit edit = box.narrow(SPACE);

    assertEquals(new Param.Whole(101, 301, 1), edit.space().dimensions().get(1).param());
    assertEquals(new Param.Choice(List.of("a", "b")), edit.space().dimensions().get(2).param());
    assertEquals(
        new Param.Ordinal(List.of("2", "3", "4")), edit.space().dimensions().get(3).param());
    assertTrue(edit.reason().contains("width: Whole[low=1, high=1000, step=1] becomes"));
  }
}
