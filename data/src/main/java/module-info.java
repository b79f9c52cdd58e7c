/// Data on its way to a network: tables and images are read, split, encoded and dealt out in
/// mini-batches of `float[]`.
///
/// Begin with `Sources.open`, which turns a name, a CSV file or a folder of IDX files into a
/// `Source`; `Source.split` fits a `Preprocessing` on the training part and hands back three
/// `Dataset`s; `Batches` deals their examples out. Readers treat every file as untrusted: they
/// allocate no more than they have read, and a `DataException` names file, line and column.
///
/// This module knows nothing of tensors, networks or training.
@org.jspecify.annotations.NullMarked
module dev.glissade.data {
  requires static transitive org.jspecify;
  requires de.siegmar.fastcsv;

  exports dev.glissade.data;
}
