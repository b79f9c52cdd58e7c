package dev.glissade.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Well-known public files, from the folder that `-Dglissade.data=DIR` names.
class RealFilesTest {
  private static final String DATA = System.getProperty("glissade.data", "");

  @BeforeEach
  void dataIsThere() {
    if (DATA.isEmpty()) {
      abort("skipped, because -Dglissade.data is not set");
    }
  }

  private static String file(String name) {
    return Path.of(DATA).resolve(name).toString();
  }

  private static Table table(String name) {
    return CsvReader.read(Path.of(file(name)));
  }

  /// How often each class occurs.
  private static Map<String, Long> counts(Dataset data) {
    List<String> classes = ((Task.Classification) data.task()).classes();
    float[] target = new float[1];
    return IntStream.range(0, data.size())
        .mapToObj(
            example -> {
              data.targets(example, target, 0);
              return classes.get((int) target[0]);
            })
        .collect(Collectors.groupingBy(label -> label, TreeMap::new, Collectors.counting()));
  }

  private static Dataset all(Source source) {
    return source.split(1, 0, 0).train();
  }

  /// The columns with missing values, and how many.
  private static Map<String, Integer> missing(Table table) {
    Map<String, Integer> missing = new LinkedHashMap<>();
    table.columns().stream()
        .filter(column -> column.missing() > 0)
        .forEach(column -> missing.put(column.name(), column.missing()));
    return missing;
  }

  private static long words(Table table) {
    return table.columns().stream()
        .filter(column -> column.kind() == Column.Kind.CATEGORICAL)
        .count();
  }

  @Test
  void adultIsReadAndItsTestPartEvaluated() {
    Table table = table("classification/adult_train.csv.gz");
    assertEquals(32_561, table.rows());
    assertEquals(15, table.columns().size());
    assertEquals(9, words(table));
    assertEquals(
        Map.of("workclass", 1836, "occupation", 1843, "native_country", 583), missing(table));

    Source source = Sources.open(file("classification/adult_train.csv.gz"));
    assertEquals(Map.of("<=50K", 24_720L, ">50K", 7841L), counts(all(source)));
    Splits splits = source.split(0.9, 0.1, 0, 1);

    String test = file("classification/adult_test.csv.gz");
    Dataset labelled = Sources.labelled(test, splits.preprocessing());
    assertEquals(16_281, labelled.size());
    assertEquals(Map.of("<=50K", 12_435L, ">50K", 3846L), counts(labelled));
    assertEquals(splits.train().featureCount(), labelled.featureCount());
    Dataset unlabelled = Sources.unlabelled(test, splits.preprocessing());
    float[] one = new float[labelled.featureCount()];
    float[] other = one.clone();
    for (int example = 0; example < labelled.size(); example++) {
      labelled.features(example, one, 0);
      unlabelled.features(example, other, 0);
      assertTrue(Arrays.equals(one, other), "example " + example);
    }
  }

  @Test
  void countryThatOnlyTheTestPartHasBecomesZeros() {
    Splits splits = Sources.open(file("classification/adult_test.csv.gz")).split(1, 0, 0);
    Dataset other =
        Sources.labelled(file("classification/adult_train.csv.gz"), splits.preprocessing());
    Table table = table("classification/adult_train.csv.gz");
    Column.Categorical countries = (Column.Categorical) table.column("native_country");
    int only = countries.categories().indexOf("Holand-Netherlands");
    int row =
        IntStream.range(0, table.rows())
            .filter(i -> countries.codes()[i] == only)
            .findFirst()
            .orElseThrow();
    List<String> names = splits.preprocessing().featureNames();
    int first = names.indexOf("native_country = Cambodia");
    int last = names.indexOf("native_country is missing");

    float[] x = new float[other.featureCount()];
    other.features(row, x, 0);

    assertEquals(40, last - first);
    for (int i = first; i <= last; i++) {
      assertEquals(0, x[i], names.get(i));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bank_full.csv.gz | 45211 | 17 | 10 | {} | {no=39922, yes=5289}",
        "penguins.csv | 344 | 7 | 3 | {bill_length_mm=2, bill_depth_mm=2, flipper_length_mm=2,"
            + " body_mass_g=2, sex=11} | {Adelie=152, Chinstrap=68, Gentoo=124}",
        "mushroom.csv.gz | 8124 | 23 | 23 | {stalk-root=2480} | {e=4208, p=3916}",
        "pima_diabetes_missing.csv | 768 | 9 | 1 | {glucose=5, pressure=35, triceps=227,"
            + " insulin=374, mass=11} | {neg=500, pos=268}",
        "car.csv | 1728 | 7 | 7 | {} | {acc=384, good=69, unacc=1210, vgood=65}",
        "shuttle.csv.gz | 58000 | 10 | 1 | {} | {Bpv.Close=10, Bpv.Open=13, Bypass=3267,"
            + " Fpv.Close=50, Fpv.Open=171, High=8903, Rad.Flow=45586}"
      })
  void tablesOfClassesAreReadAsStated(
      String name, int rows, int columns, int words, String missing, String counts) {
    Table table = table("classification/" + name);

    assertEquals(rows, table.rows());
    assertEquals(columns, table.columns().size());
    assertEquals(words, words(table));
    assertEquals(missing, missing(table).toString());
    Source source = Sources.open(file("classification/" + name));
    assertEquals(counts, counts(all(source)).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "diabetes.csv,442,11,0,progression,25,346",
    "diamonds.csv.gz,53940,10,3,price,326,18823",
    "california_housing.csv.gz,20640,9,0,medianHouseValue,14999,500001",
    "california_housing_geron.csv.gz,20640,10,1,median_house_value,14999,500001",
    "elevators.csv.gz,16599,19,0,Goal,0.012,0.078"
  })
  void tablesOfNumbersAreReadAsStated(
      String name, int rows, int columns, int words, String target, double least, double most) {
    Table table = table("regression/" + name);

    assertEquals(rows, table.rows());
    assertEquals(columns, table.columns().size());
    assertEquals(words, words(table));
    Source source = Sources.open(file("regression/" + name));
    assertEquals(new Task.Regression(List.of(target)), source.task());
    ColumnSummary summary = source.columns().getLast();
    assertEquals(least, summary.minimum());
    assertEquals(most, summary.maximum());
    assertTrue(source.split(0.8, 0.1, 0.1, 1).preprocessing().targetScale(0) > 0);
  }

  @Test
  void namesOfPassengersAreNoCategories() {
    Table table = table("classification/titanic3.csv");

    assertEquals(1309, table.rows());
    assertEquals(14, table.columns().size());
    assertEquals(3855, missing(table).values().stream().mapToInt(Integer::intValue).sum());
    assertEquals(
        "titanic3.csv: expected at most 1000 categories in column 'name', but got 1307 different"
            + " words — help: leave it out with --ignore name if its words are names, numbers of"
            + " records or free text",
        Written.refusal(() -> Sources.open(file("classification/titanic3.csv"))));
    Target target = Target.last().ignoring(List.of("name"));
    Source source = Sources.open(file("classification/titanic3.csv"), target);
    assertEquals(Map.of("0", 809L, "1", 500L), counts(all(source)));
  }

  @ParameterizedTest
  @CsvSource({"images/mnist,5923,980", "images/fashion-mnist,6000,1000"})
  void imagesAreReadAsStated(String folder, long trainingZeros, long testZeros) {
    ImageSource source = (ImageSource) Sources.open(file(folder));

    assertEquals(70_000, source.size());
    assertEquals(60_000, source.train().size());
    assertEquals(28, source.train().shape()[0]);
    Splits splits = source.split(0.9, 0.1, 0, 1);
    assertEquals(784, splits.train().featureCount());
    assertEquals(60_000, splits.train().size() + splits.validation().size());
    assertEquals(10_000, splits.test().size());
    assertEquals(10, splits.test().task().outputs());
    assertEquals(testZeros, counts(splits.test()).get("0"));
    assertEquals(
        trainingZeros, counts(splits.train()).get("0") + counts(splits.validation()).get("0"));
  }

  /// Every table of the collection is read and divided, but for the one with names of people.
  @Test
  void everyTableIsReadButTheOneWithNamesOfPeople() throws IOException {
    int read = 0;
    for (String folder : List.of("classification", "regression")) {
      List<Path> files;
      try (var listed = Files.list(Path.of(file(folder)))) {
        files = listed.sorted().toList();
      }
      for (Path file : files) {
        try {
          Splits splits = Sources.open(file.toString()).split(0.8, 0.1, 0.1, 1);
          assertEquals(
              folder.equals("regression"),
              splits.train().task() instanceof Task.Regression,
              file.toString());
          read++;
        } catch (DataException refusal) {
          assertTrue(refusal.getMessage().contains(String.valueOf(file.getFileName())));
          assertEquals("titanic3.csv", String.valueOf(file.getFileName()));
        }
      }
    }
    assertEquals(37, read);
  }
}
