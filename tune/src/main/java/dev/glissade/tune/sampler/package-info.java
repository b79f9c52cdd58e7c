/// Who proposes the next trial: at random, by a plan, by a model, by evolution.
package dev.glissade.tune.sampler;
