package dev.glissade.tune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpaceEditTest {
  private static final Space SPACE =
      Space.EMPTY
          .with("optimizer", new Param.Choice(List.of("sgd", "adam")))
          .with("rate", new Param.Log(1e-4, 1e-2))
          .with(
              "beta", new Param.Uniform(0, 1), new Condition("optimizer", Set.of(Value.of("adam"))))
          .with("width", new Param.Whole(10, 20, 1))
          .with(new Derived("half", 0.5, "width"))
          .with(new Constraint("half", 1, "width"));
  private static final Configuration OLD = SPACE.decode(new double[] {0.9, 0.5, 0.25, 0.5});

  @Test
  void aRangeChangesAndOldTrialsKeepTheirValues() {
    SpaceEdit edit = SpaceEdit.range(SPACE, "rate", 1e-5, 1e-1);

    assertEquals(
        "rate: Log[low=1.0E-4, high=0.01] becomes Log[low=1.0E-5, high=0.1]", edit.reason());
    assertArrayEquals(new double[] {0.75, 0.5, 0.25, 0.5}, edit.space().encode(OLD), 1e-12);
    assertTrue(edit.space().allows(OLD));
  }

  @Test
  void whatIsOutsideOfANarrowerRangeIsUnknown() {
    Space narrow = SpaceEdit.range(SPACE, "width", 10, 12).space();

    assertTrue(Double.isNaN(narrow.encode(OLD)[3]));
  }

  @Test
  void endsOfWholeNumbersAreWhole() {
    assertEquals(
        "width: expected whole ends, but got 12.5",
        assertThrows(
                IllegalArgumentException.class, () -> SpaceEdit.range(SPACE, "width", 10, 12.5))
            .getMessage());
  }

  @Test
  void theScaleChanges() {
    Space changed = SpaceEdit.replace(SPACE, "rate", new Param.Uniform(0, 0.002)).space();

    assertEquals(0.5, changed.encode(OLD)[1], 1e-12);
  }

  @Test
  void wordsComeAndGo() {
    Space more = SpaceEdit.include(SPACE, "optimizer", "lion").space();
    Space less = SpaceEdit.exclude(more, "optimizer", "adam").space();

    assertEquals(
        new Param.Choice(List.of("sgd", "adam", "lion")), more.dimensions().getFirst().param());
    assertEquals(0.5, more.encode(OLD)[0]);
    assertEquals(new Param.Choice(List.of("sgd", "lion")), less.dimensions().getFirst().param());
    assertTrue(Double.isNaN(less.encode(OLD)[0]));
    assertEquals(
        "optimizer: expected one of its words, but they are Choice[words=[sgd, adam]]",
        assertThrows(
                IllegalArgumentException.class, () -> SpaceEdit.exclude(SPACE, "optimizer", "adma"))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> SpaceEdit.include(SPACE, "rate", "adma"));
  }

  @Test
  void whatWasFixedVaries() {
    Space more =
        SpaceEdit.add(SPACE, "dropout", new Param.Uniform(0, 0.5), Value.of(0.125)).space();

    assertEquals(0.25, more.encode(OLD)[4]);
  }

  @Test
  void aNewNameIsUsedEverywhere() {
    Space renamed = SpaceEdit.rename(SPACE, "optimizer", "method").space();
    renamed = SpaceEdit.rename(renamed, "width", "hidden").space();
    renamed = SpaceEdit.rename(renamed, "hidden", "units").space();

    assertArrayEquals(SPACE.encode(OLD), renamed.encode(OLD), 1e-12);
    assertEquals("method", renamed.dimensions().get(2).condition().orElseThrow().parent());
    assertEquals(List.of(new Derived("half", 0.5, "units")), renamed.derived());
    assertEquals(List.of(new Constraint("half", 1, "units")), renamed.constraints());
    assertArrayEquals(SPACE.encode(OLD), renamed.encode(renamed.decode(SPACE.encode(OLD))), 1e-12);
  }

  @Test
  void changesFollowEachOther() {
    SpaceEdit first = SpaceEdit.range(SPACE, "width", 10, 30);
    SpaceEdit both = first.then(SpaceEdit.rename(first.space(), "width", "units"));

    assertEquals(
        "width: Whole[low=10, high=20, step=1] becomes Whole[low=10, high=30, step=1];"
            + " width is called units",
        both.reason());
  }

  @Test
  void aParameterThatIsNotThereIsNamedWithTheNearest() {
    assertEquals(
        "parameter: expected one of optimizer, rate, beta, width, but got widh"
            + " — help: did you mean width?",
        assertThrows(IllegalArgumentException.class, () -> SpaceEdit.range(SPACE, "widh", 1, 2))
            .getMessage());
  }
}
