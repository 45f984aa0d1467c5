/// The few operations of MPI that Hebb uses. MPI's constants are cast macros, which Swift cannot import.
///
/// All functions are collective over all processes and are called from one thread; they return 0, or MPI's error code.
/// Once a process has died they do not return: see hebb_peers.h.
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "hebb_peers.h"

/// Memory that goes to a process or comes from it. Messages between two processes are matched in their order.
typedef struct {
  int32_t peer;
  void *memory;
  ptrdiff_t byte_count;
} HebbMPIMessage;

/// Who this process is.
typedef struct {
  int32_t rank, ranks;
  int32_t local_ranks;   ///< processes on this machine
  int32_t processors;    ///< that this process may run on
  int32_t local_processors;   ///< that any process of this machine may run on
} HebbMPIPlace;

int32_t hebb_mpi_begin(HebbMPIPlace *place);

/// Ends MPI; nothing else may be called afterwards.
int32_t hebb_mpi_end(void);

/// values = the largest of every element over all processes. Waits without occupying its processor.
int32_t hebb_mpi_largest(int64_t *values, int32_t count);

/// values = the sum of every element over all processes.
int32_t hebb_mpi_sum(int64_t *values, ptrdiff_t count);

/// Sends and receives messages, and returns when all have arrived.
int32_t hebb_mpi_exchange(
    const HebbMPIMessage *sent, int32_t sent_count, const HebbMPIMessage *received, int32_t received_count);

/// Process r has filled the bytes starts[r] ..< starts[r] + counts[r] of `memory`; afterwards all have all of it.
int32_t hebb_mpi_gather(void *memory, const ptrdiff_t *starts, const ptrdiff_t *counts);

/// Process `root` has filled `memory`; afterwards all have it.
int32_t hebb_mpi_spread(void *memory, int32_t byte_count, int32_t root);

/// What an error code means, as text that ends with 0.
void hebb_mpi_error_text(int32_t code, char *text, int32_t capacity);

/// Ends all processes at once.
void hebb_mpi_abort(int32_t exit_code);
