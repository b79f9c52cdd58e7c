package dev.glissade.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StateTest {
  private static State.Layout layout() {
    State.Layout layout =
        new State.Layout().add("weight", Shape.of(2, 3)).add("other", Shape.of(2));
    layout.range("weights", 0);
    return layout.add("bias", Shape.of(3));
  }

  @Test
  void entriesFollowOneAnotherAndARangeIsAFurtherName() {
    State state = new State(layout());
    state.set("weights", 1, 2, 3, 4, 5, 6, 7, 8);
    state.set("other", 70, 80);

    assertEquals(11, state.layout().size());
    assertEquals(
        List.of(
            new State.Entry("weight", Shape.of(2, 3), 0),
            new State.Entry("other", Shape.of(2), 6),
            new State.Entry("bias", Shape.of(3), 8)),
        state.layout().entries());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, state.view("weight"));
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 70, 80}, state.view("weights"));
    assertArrayEquals(new float[3], state.view("bias"));
  }

  @Test
  void aViewAndACopyAreNotChangedByLaterSteps() {
    State state = new State(layout());
    State copy = state.copy();
    float[] view = state.view("bias");

    state.set("bias", 1, 2, 3);

    assertArrayEquals(new float[3], view);
    assertArrayEquals(new float[3], copy.view("bias"));
  }

  @Test
  void restoreTakesOverAllValues() {
    State state = new State(layout());
    state.set("weight", 1, 2, 3, 4, 5, 6);
    State copy = state.copy();
    state.set("weight", 9, 9, 9, 9, 9, 9);

    state.restore(copy);

    assertEquals(copy.sha256(), state.sha256());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, state.view("weight"));
  }

  @Test
  void theHashIsThatOfNamesShapesIntegersAndBits() {
    State state = new State(new State.Layout().add("w", Shape.of(2)));
    state.set("w", 1, -0f);

    // printf 'w[2]\n\7\0\0\0\0\0\0\0\0\0\200\77\0\0\0\200' | sha256sum
    assertEquals(
        "185c25c0f38254a4878372666dbfab60819bc14d722b8e73b1f6fceeb6a46c5d", state.sha256(7));
  }

  @Test
  void theHashSeesEveryBit() {
    State state = new State(layout());
    String zeros = state.sha256();

    assertNotEquals(zeros, state.sha256(0));
    state.set("bias", 0, 0, -0f);
    assertNotEquals(zeros, state.sha256());
    state.set("bias", 0, 0, 0);
    assertEquals(zeros, state.sha256());
    assertNotEquals(zeros, new State(new State.Layout().add("w", Shape.of(11))).sha256());
  }

  @Test
  void aLargeBlockIsHashedToItsEnd() {
    State state = new State(new State.Layout().add("w", Shape.of(100_000)));
    String zeros = state.sha256();
    float[] values = new float[100_000];
    values[99_999] = 1;
    state.set("w", values);

    assertNotEquals(zeros, state.sha256());
  }

  @Test
  void oneValueThatIsNotFiniteIsSeen() {
    State state = new State(layout());
    assertTrue(state.isFinite());

    state.set("bias", 0, 0, Float.NaN);
    assertFalse(state.isFinite());
    state.set("bias", 0, Float.NEGATIVE_INFINITY, 0);
    assertFalse(state.isFinite());
  }

  @Test
  void mistakesAreNamed() {
    State state = new State(layout());
    State other = new State(new State.Layout().add("w", Shape.of(11)));

    assertEquals(
        "state: expected different names, but got 'bias' twice",
        message(() -> layout().add("bias", Shape.of(1))));
    assertEquals(
        "state: expected different names, but got 'weights' twice",
        message(() -> layout().range("weights", 8)));
    assertEquals(
        "state: expected one of [weight, other, bias, weights], but got 'gain'",
        message(() -> state.view("gain")));
    assertEquals(
        "set: expected 3 values for 'bias' [3], but got 2", message(() -> state.set("bias", 1, 2)));
    assertEquals(
        "restore: expected the entries [Entry[name=weight, shape=[2, 3], offset=0], "
            + "Entry[name=other, shape=[2], offset=6], Entry[name=bias, shape=[3], offset=8]], "
            + "but got [Entry[name=w, shape=[11], offset=0]]",
        message(() -> state.restore(other)));
  }

  private static String message(org.junit.jupiter.api.function.Executable body) {
    return assertThrows(IllegalArgumentException.class, body).getMessage();
  }
}
