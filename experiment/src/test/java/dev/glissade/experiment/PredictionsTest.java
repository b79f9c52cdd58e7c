package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.glissade.data.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionsTest {
  @Test
  void classesComeWithTheirProbabilities() {
    Task task = new Task.Classification(List.of("a", "b \"c\", d"));
    Predictions predictions = new Predictions(task, new double[][] {{0.25, 0.75}, {0.5, 0.5}});

    assertEquals(
        """
        prediction,probability_a,"probability_b ""c"", d"
        "b ""c"", d",0.250000,0.750000
        a,0.500000,0.500000
        """,
        predictions.csv());
  }

  /// As floats, these would be 2147483648 both.
  @Test
  void numbersFarFromZeroKeepTheirDigits() {
    Task task = new Task.Regression(List.of("y"));
    Predictions predictions = new Predictions(task, new double[][] {{2147483647.25}, {2147483646}});

    assertEquals("predicted_y\n2.14748364725E9\n2.147483646E9\n", predictions.csv());
  }

  @Test
  void severalTargetsAreSeveralColumns() {
    Task task = new Task.Regression(List.of("x", "y"));

    assertEquals(
        "predicted_x,predicted_y\n1.5,-2.0\n",
        new Predictions(task, new double[][] {{1.5, -2}}).csv());
  }

  @Test
  void aRegressionHasNoLabel() {
    Predictions predictions =
        new Predictions(new Task.Regression(List.of("y")), new double[][] {{1}});

    assertEquals(
        "label: expected a classification, but got a regression",
        assertThrows(IllegalStateException.class, () -> predictions.label(0)).getMessage());
  }
}
