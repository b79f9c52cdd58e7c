package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.data.Names;
import dev.glissade.experiment.Optimizers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Wrong input: exit code 2, one message, no stack trace, nothing written.
class WrongInputTest {
  private static final String GOOD = "a,b,class\n1,2,x\n2,1,y\n3,5,x\n4,4,y\n5,3,x\n6,6,y\n";

  @TempDir private Path folder;

  private String refusal(Object... arguments) {
    Path out = folder.resolve("run");
    Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--out";
    all[arguments.length + 1] = out;
    return message(out, Invocation.of(all));
  }

  private static String message(Path out, Invocation invocation) {
    assertEquals(2, invocation.code(), invocation.err());
    assertEquals("", invocation.out());
    assertFalse(Files.exists(out), "something was written");
    assertEquals(1, invocation.err().lines().count(), invocation.err());
    assertTrue(invocation.err().startsWith("error: "), invocation.err());
    return invocation.err().strip().substring("error: ".length());
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private String refusalOf(String content) throws IOException {
    Path file = file("data.csv", content);
    return refusal("train", file).replace(folder + "/", "");
  }

  @Test
  void aFileThatIsNotThere() {
    assertEquals(
        "data: expected a CSV file, a folder of IDX files or one of digits, iris, melbourne, but"
            + " got 'digit', which does not exist — help: did you mean 'digits'?",
        refusal("train", "digit"));
  }

  @Test
  void anEmptyTable() throws IOException {
    assertEquals(
        "data.csv: expected a header line with the names of the columns, but got an empty file",
        refusalOf(""));
    assertEquals(
        "data.csv: expected rows below the header, but got the header only", refusalOf("a,b\n"));
  }

  @Test
  void aRaggedRow() throws IOException {
    assertEquals(
        "data.csv:8:3: expected 3 fields, as in the header, but got 2", refusalOf(GOOD + "7,8\n"));
  }

  @Test
  void aTargetThatIsNotThere() throws IOException {
    String message = refusal("train", file("data.csv", GOOD), "--target", "klass");

    assertTrue(message.contains("but got 'klass' — help: did you mean 'class'?"), message);
  }

  @Test
  void aTargetWithOneValue() throws IOException {
    assertTrue(refusalOf("a,b\n1,x\n2,x\n3,x\n").contains("two"), "one class");
    assertTrue(refusalOf("a,b\n1,7\n2,7\n3,7\n").contains("'b'"), "one number");
  }

  @Test
  void wordsAmongNumbers() throws IOException {
    String numbers = "1,2,x\n2,1,y\n".repeat(50);
    String message = refusalOf("a,b,class\n" + numbers + "3,oops,x\n");

    assertTrue(message.startsWith("data.csv:102:"), message);
    assertTrue(message.contains("'oops'"), message);
  }

  @Test
  void numbersThatAreNotFinite() throws IOException {
    for (String word : List.of("NaN", "inf", "-Infinity", "1e999")) {
      String message = refusalOf("a,b,class\n1,2,x\n2," + word + ",y\n" + "3,4,x\n".repeat(40));

      assertTrue(message.startsWith("data.csv:3:"), message);
      assertTrue(message.contains("'" + word + "'"), message);
    }
  }

  @Test
  void damagedCompression() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(GOOD.repeat(100).getBytes(StandardCharsets.UTF_8));
    }
    byte[] cut = java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() - 12);
    Path file = Files.write(folder.resolve("data.csv.gz"), cut);

    String message = refusal("train", file);

    assertTrue(message.contains("data.csv.gz") && message.contains("gzip"), message);
  }

  @Test
  void anImageFileThatPromisesFourGigabytes() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    ByteBuffer header = ByteBuffer.allocate(20);
    header.putInt(0x00000803).putInt(5_478_275).putInt(28).putInt(28).putInt(7);
    Files.write(images.resolve("train-images-idx3-ubyte"), header.array());
    Files.write(images.resolve("train-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 0});

    String message = refusal("train", images);

    assertTrue(message.contains("train-images-idx3-ubyte"), message);
  }

  @Test
  void settingsThatMakeNoSense() {
    assertEquals(
        "batch-size: expected a positive number, full or auto, but got 0",
        refusal("train", "iris", "--batch-size", "0"));
    assertEquals(
        "learning-rate: expected a finite number above 0, but got -0.1",
        refusal("train", "iris", "--learning-rate", "-0.1"));
    assertEquals(
        "learning-rate: expected a number, but got 'fast'",
        refusal("train", "iris", "--learning-rate", "fast"));
    assertEquals(
        "optimizer: expected one of the optimizers "
            + Names.list(Optimizers.names())
            + ", but got 'adm' — help: did you mean 'adam'?",
        refusal("train", "iris", "--optimizer", "adm"));
    assertEquals(
        "beta: expected settings that adam reads (learning-rate, beta1, beta2, epsilon), but got"
            + " beta, which it does not",
        refusal("train", "iris", "--beta", "0.5"));
    assertEquals(
        "hidden: expected whole numbers such as 128,64, or none, but got '12x'",
        refusal("train", "iris", "--hidden", "12x"));
    assertEquals(
        "epochs: expected a whole number of at least 1, or auto, but got 0",
        refusal("train", "iris", "--epochs", "0"));
    assertEquals(
        "batch-size: expected at least 2 with batch-norm, but got 1",
        refusal("train", "iris", "--batch-size", "1", "--batch-norm"));
    assertEquals(
        "patience: expected 0, as there is no validation, but got 3",
        refusal("train", "iris", "--validation", "0", "--patience", "3"));
    assertEquals(
        "schedule: expected a number, but got 'x' in 'inverse-time:x'",
        refusal("train", "iris", "--schedule", "inverse-time:x"));
  }

  @Test
  void normalisationsAndLossesThatMakeNoSense() {
    assertEquals(
        "norm: expected one of the normalisations none, batch, layer, rms, group, but got 'bach'"
            + " — help: did you mean 'batch'?",
        refusal("train", "iris", "--norm", "bach"));
    assertEquals(
        "batch-norm: expected norm or batch-norm, but got both",
        refusal("train", "iris", "--norm", "layer", "--batch-norm"));
    assertTrue(
        refusal("train", "iris", "--loss", "crossentropy")
            .endsWith("but got 'crossentropy' — help: did you mean 'cross-entropy'?"));
    assertEquals(
        "loss: Quantile: expected 0 < q < 1, but got q=2.0",
        refusal("train", "iris", "--loss", "quantile:2"));
    assertEquals(
        "loss: expected a number, but got 'x' in 'huber:x'",
        refusal("train", "iris", "--loss", "huber:x"));
    assertEquals(
        "loss: expected a number only after focal, huber, quantile, smooth-l1, but got 'hinge:1'",
        refusal("train", "iris", "--loss", "hinge:1"));
    assertEquals(
        "loss: expected one for a classification: cross-entropy, binary-cross-entropy, focal,"
            + " hinge, squared-hinge, multi-class-hinge, but got huber",
        refusal("train", "iris", "--loss", "huber"));
  }

  @Test
  void regularisationThatMakesNoSense() {
    assertEquals(
        "label-smoothing: expected 0 with the loss focal, but got 0.1",
        refusal("train", "iris", "--loss", "focal", "--label-smoothing", "0.1"));
    assertEquals(
        "label-smoothing: expected at least 0 and below 1, but got 1.0",
        refusal("train", "iris", "--label-smoothing", "1"));
    assertEquals(
        "mixup: expected at least 0 and at most 1e6, but got -1.0",
        refusal("train", "iris", "--mixup", "-1"));
    assertEquals(
        "cutmix: expected 0 with mixup, since one excludes the other, but got 1.0",
        refusal("train", "iris", "--mixup", "1", "--cutmix", "1"));
    assertEquals(
        "cutmix: expected images [height, width], but got examples of shape [4] — help: mixup"
            + " takes any numbers",
        refusal("train", "iris", "--cutmix", "1"));
    assertEquals(
        "l1: expected a finite number of at least 0, but got -0.5",
        refusal("train", "iris", "--l1", "-0.5"));
    assertEquals(
        "max-norm: expected a number, but got 'much'",
        refusal("train", "iris", "--max-norm", "much"));
    assertTrue(
        refusal("train", "iris", "--activation", "hard-swich")
            .endsWith("but got 'hard-swich' — help: did you mean 'hard-swish'?"));
  }

  @Test
  void optionsAndCommandsThatDoNotExist() {
    String option = refusal("train", "iris", "--epoch", "3");
    assertTrue(option.endsWith("but got '--epoch' — help: did you mean '--epochs'?"), option);

    Invocation command = Invocation.of("trian", "digits");
    assertEquals(2, command.code());
    assertEquals(
        "error: command: expected one of train, lint, schedule, resume, tune, study, evaluate,"
            + " predict, lr-range, verify-resume, explain, race, reach, bench, doctor, completion,"
            + " but got 'trian' — help: did you mean 'train'?\n",
        command.err());
    assertEquals(2, Invocation.of("train").code());
    assertEquals(2, Invocation.of("predict", "run", "data.csv").code());
  }

  @Test
  void settingsFilesWithMistakes() throws IOException {
    Path unknown = file("run.yaml", "data: iris\nlearning-rat: 0.1\n");
    String message = refusal("train", unknown);
    assertTrue(message.endsWith("but got 'learning-rat' — help: did you mean 'learning-rate'?"));

    Path wrong = file("run.yaml", "data: iris\ndropout: 2\n");
    assertEquals(
        wrong + ": dropout: expected at least 0 and below 1, but got 2.0", refusal("train", wrong));

    Path broken = file("run.yaml", "data: [iris\n");
    assertTrue(refusal("train", broken).startsWith(broken + ":1:12: expected YAML, but got: "));
  }

  @Test
  void aRunFolderThatIsThereAlready() throws IOException {
    file("something", "here");

    Invocation invocation = Invocation.of("train", "iris", "--out", folder);

    assertEquals(2, invocation.code());
    assertEquals(
        "error: out: expected a new or empty folder, but got %s — help: `glissade resume %s` goes on with a run\n"
            .formatted(folder, folder),
        invocation.err());
    assertEquals(1, folder.toFile().list().length);
  }

  @Test
  void modelsThatAreNotThereOrDamaged() throws IOException {
    Path none = folder.resolve("none");
    assertTrue(message(none, Invocation.of("evaluate", none, "iris")).startsWith("run: expected"));
    assertTrue(message(none, Invocation.of("resume", none)).startsWith("run: expected"));

    Path damaged = file("model.glissade", "PK not really");
    String message = message(none, Invocation.of("evaluate", damaged, "iris"));
    assertTrue(message.startsWith(damaged + ": expected a model file"), message);
  }

  @Test
  void dataThatDoNotFitTheModel() throws IOException {
    Path run = folder.resolve("iris");
    Invocation.done("train", "iris", "--epochs", "1", "--out", run, "--quiet");
    Path answers = folder.resolve("answers.csv");

    String message =
        message(answers, Invocation.of("predict", run, file("x.csv", GOOD), "-o", answers));

    assertTrue(message.contains("x.csv") && message.contains("column"), message);
  }
}
