package dev.glissade.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is to be predicted, told by the target's content or refused.
class TargetColumnTest {
  @TempDir Path folder;

  private Source open(Target target, String text) {
    return Sources.open(Written.text(folder, "a.csv", text).toString(), target);
  }

  private void assertRefused(String expected, Target target, String text) {
    assertEquals(expected, Written.refusal(() -> open(target, text)));
  }

  /// A table of one feature and these targets, each so many times.
  private static String targets(int times, String... targets) {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int row = 0; row < times * targets.length; row++) {
      text.append(row).append(',').append(targets[row % targets.length]).append('\n');
    }
    return text.toString();
  }

  @Test
  void theLastColumnIsTheTargetUnlessNamed() {
    String text = "a,b\n1,x\n2,y\n3.5,x\n";

    assertEquals(new Task.Classification(List.of("x", "y")), open(Target.last(), text).task());
    assertEquals(new Task.Regression(List.of("a")), open(Target.named("a"), text).task());
    assertEquals(
        "regression of 'a': its values are 3 different numbers in 3 rows",
        open(Target.named("a"), text).taskReason());
  }

  @Test
  void fewWholeNumbersAreClasses() {
    Source few = open(Target.last(), targets(10, "1", "2", "10"));

    assertEquals(new Task.Classification(List.of("1", "2", "10")), few.task());
    assertEquals(
        "classification of 'y': its values are 3 different whole numbers in 30 rows",
        few.taskReason());
    assertEquals(Task.Kind.CLASSIFICATION, open(Target.last(), targets(2, "0", "1")).task().kind());
    assertEquals(
        Task.Kind.REGRESSION, open(Target.last(), targets(9, "1", "2", "3")).task().kind());
    assertEquals(
        Task.Kind.REGRESSION, open(Target.last(), targets(10, "1", "2", "3.5")).task().kind());
  }

  @Test
  void theTaskMayBeGiven() {
    Source regression = open(Target.last().as(Task.Kind.REGRESSION), targets(10, "1", "2", "10"));
    Source classes =
        open(Target.named("y").as(Task.Kind.CLASSIFICATION), targets(1, "1.5", "2", "-3"));

    assertEquals(new Task.Regression(List.of("y")), regression.task());
    assertEquals("regression of 'y': as asked", regression.taskReason());
    assertEquals(new Task.Classification(List.of("-3", "1.5", "2")), classes.task());
  }

  @Test
  void anUnknownTargetNamesTheNearest() {
    assertRefused(
        "a.csv: target: expected one of the columns size, price, but got 'prize' — help: did you"
            + " mean 'price'?",
        Target.named("prize"),
        "size,price\n1,2\n2,3\n");
    assertRefused(
        "a.csv: target: expected one of the columns size, price, but got 'colour'",
        Target.named("colour"),
        "size,price\n1,2\n2,3\n");
  }

  @Test
  void aConstantTargetIsRefused() {
    assertRefused(
        "a.csv: target: expected values that differ in column 'y', but got 7 in all 4 rows",
        Target.last(),
        targets(4, "7"));
    assertRefused(
        "a.csv: target: expected values that differ in column 'y', but got 0.5 in all 4 rows",
        Target.last(),
        targets(4, "0.5"));
  }

  @Test
  void oneClassOnlyIsRefused() {
    String expected =
        "a.csv: target: expected at least two classes in column 'y', but got only 'yes' in all 4"
            + " rows";
    assertRefused(expected, Target.last(), targets(4, "yes"));
    assertRefused(
        expected.replace("yes", "7"), Target.last().as(Task.Kind.CLASSIFICATION), targets(4, "7"));
  }

  @Test
  void aRowWithoutATargetIsRefused() {
    assertRefused(
        folder.resolve("a.csv")
            + ":3:2: expected a value in the target column 'y', but got an empty field — help: fill"
            + " it in or remove the row",
        Target.last(),
        "x,y\n1,a\n2,\n3,b\n");
  }

  @Test
  void wordsAreNoNumbers() {
    assertRefused(
        "a.csv: target: expected numbers in column 'y' for regression, but got 'a' at "
            + folder.resolve("a.csv")
            + ":2:2 — help: choose classification or another target",
        Target.last().as(Task.Kind.REGRESSION),
        targets(2, "a", "b"));
  }

  @Test
  void tooManyWordsAreRefused() {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int row = 0; row < 1001; row++) {
      text.append(row).append(",name ").append(row).append('\n');
    }
    assertRefused(
        "a.csv: target: expected at most 1000 classes in column 'y', but got 1001 different values"
            + " — help: name another target, or choose regression if its values are numbers",
        Target.last(),
        text.toString());
    assertRefused(
        "a.csv: expected at most 1000 categories in column 'y', but got 1001 different words —"
            + " help: leave it out with --ignore y if its words are names, numbers of records or"
            + " free text",
        Target.named("x"),
        text.toString());
  }

  @Test
  void aTargetAloneIsRefused() {
    assertRefused(
        "a.csv: expected at least one feature column beside the target 'y', but got no other"
            + " column",
        Target.last(),
        "y\n1\n2\n");
  }

  @Test
  void anUnknownTaskNamesTheNearest() {
    assertEquals(
        "task: expected one of the words classification, regression, but got 'regresion' — help:"
            + " did you mean 'regression'?",
        Written.refusal(() -> Task.Kind.parse("regresion")));
  }
}
