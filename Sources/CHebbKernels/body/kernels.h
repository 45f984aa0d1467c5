// All kernels and their table, compiled once per instruction set. The including file defines KERNELS (the table's
// name) and KERNELS_NAME (what HEBB_ISA calls it).
#include "lanes.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "statistics.h"
#include "unfold.h"
#include "tiles.h"
#include "compete.h"
#include "winograd.h"
#include "dense.h"
#include "planes.h"
#include "sparse.h"
#include "gather.h"
#include "winners.h"
#include "update.h"
#include "products.h"
#include "weight_rows.h"
#include "sparse_changes.h"
#include "vector_math.h"
#include "rows.h"
#include "patches.h"
#include "patch_update.h"
#include "channels_last.h"
#include "halves.h"
#include "dropout.h"
#include "readout.h"
#include "memory.h"
#include "synapses.h"
#include "gates.h"
#include "cross_entropy.h"

const HebbKernels KERNELS = {
    .name = KERNELS_NAME,
    .standardisation = standardisation,
    .unfold = unfold,
    .interleave = interleave,
    .patch_scales = patch_scales,
    .pack_dense = pack_dense,
    .compete_dense = compete_dense,
    .compete_sparse = compete_sparse,
    .pack_gather = pack_gather,
    .compete_gather = compete_gather,
    .active_channels = active_channels,
    .pool_winners = pool_winners,
    .sort_winners = sort_winners,
    .sum_patches = sum_patches,
    .sum_active = sum_active,
    .sum_connections = sum_connections,
    .learn = learn,
    .peak = peak,
    .products =
        {
            .pack_left = pack_left,
            .pack_left_transposed = pack_left_transposed,
            .pack_right = pack_right,
            .add_product = add_product,
            .sum_row = sum_row,
            .add_changes = add_changes,
            .squares = squares,
            .finiteness = finiteness,
            .scale = scale_values,
            .largest = largest,
            .column_sums = column_sums,
        },
    .sparse =
        {
            .deviations = deviations,
            .count_magnitudes = count_magnitudes,
            .keep_largest = keep_largest,
            .next_weights = next_weights,
            .active_blocks = active_blocks,
            .multiply_row = multiply_row,
        },
    .rows = {.signed_softmax = signed_softmax, .triangle = triangle},
    .patches =
        {
            .pack = pack_patches,
            .pack_brain = pack_patches_brain,
            .respond = respond,
            .respond_brain = respond_brain,
            .collect = collect,
            .sum_chunk = sum_chunk,
            .sum_chunk_brain = sum_chunk_brain,
            .step = step_weights,
            .normalise = normalise,
            .normalise_brain = normalise_brain,
            .interleave_line = interleave_line,
            .moments = moments,
            .pool_largest = pool_largest,
            .pool_sum = pool_sum,
        },
    .readout =
        {
            .to_halves = to_halves,
            .keep_bits = keep_bits,
            .stage = stage,
            .scores = readout_scores,
            .learn = readout_learn,
            .descend = descend,
        },
    .memory = {.dot = dot, .add_multiple = add_multiple, .extent = extent, .look_up = look_up},
    .synapses = {.advance = advance, .sigmoid = sigmoid_values, .tangent = tangent_values, .softmax = softmax_row},
    .gates =
        {
            .pack = pack_gates,
            .pack_back = pack_gates_back,
            .forward = gates_forward,
            .backward = gates_backward,
            .cross_entropy = cross_entropy,
        },
};
