/// Optimisers, their dialects, schedules, and the clock that schedules read.
package dev.glissade.optim;
