/// Who spends the effort: stoppers, which end trials early (`Percentile`, `AshaStop`, …), and
/// schedulers, which decide what is done next and how far (`Trials`, `Hyperband`, …). Begin with
/// `Trials` and `Percentile`; `Stoppers` and `Schedulers` read their written forms.
///
/// All compare trials at equal steps. Where the learning rate follows a schedule that is as long as
/// the training, such as a cosine, equal steps of trainings of unequal length are no equal parts of
/// their schedules, and short ones look better than they are. So let the schedule be that of the
/// longest training, and cut it off, as stoppers do and as trials do that go on from a pause; or
/// keep the rate constant.
package dev.glissade.tune.stopper;
