// Empty unless the package is built with the trait MPI.
#ifdef HEBB_MPI
#define _GNU_SOURCE
#include "hebb_mpi.h"

#include <mpi.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define CHECK(call) do { const int code = (call); if (code != MPI_SUCCESS) return code; } while (0)

// Message sizes are int in MPI: longer memory goes in pieces of this many bytes.
enum { PIECE = 1 << 30 };

// How many processors a process may run on, and how many any process of this machine may.
static int32_t count_processors(MPI_Comm machine, int32_t *local) {
  cpu_set_t own, all;
  CPU_ZERO(&own);
  if (sched_getaffinity(0, sizeof own, &own) != 0) CPU_SET(0, &own);
  CHECK(MPI_Allreduce(&own, &all, sizeof own, MPI_BYTE, MPI_BOR, machine));
  *local = CPU_COUNT(&all);
  return MPI_SUCCESS;
}

int32_t hebb_mpi_begin(HebbMPIPlace *place) {
  int provided;
  CHECK(MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided));
  // Errors come back as codes, so that Hebb can say what to do.
  CHECK(MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN));
  CHECK(MPI_Comm_rank(MPI_COMM_WORLD, &place->rank));
  CHECK(MPI_Comm_size(MPI_COMM_WORLD, &place->ranks));
  MPI_Comm machine;
  CHECK(MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &machine));
  CHECK(MPI_Comm_size(machine, &place->local_ranks));
  cpu_set_t own;
  CPU_ZERO(&own);
  place->processors = sched_getaffinity(0, sizeof own, &own) == 0 ? CPU_COUNT(&own) : 1;
  CHECK(count_processors(machine, &place->local_processors));
  return MPI_Comm_free(&machine);
}

int32_t hebb_mpi_end(void) { return MPI_Finalize(); }

// Waits until all requests are done; for ever, where a process has died. Open MPI ends the whole job as soon as it notices
// that, by a way on which srun loses what the processes have just printed.
//
// A patient wait leaves the processor alone after a moment: the others may take minutes until they come.
static int32_t await_all(MPI_Request *requests, int count, int isPatient) {
  const double start = MPI_Wtime();
  for (;;) {
    int done = 0;
    hebb_peers_await_calm();
    CHECK(MPI_Testall(count, requests, &done, MPI_STATUSES_IGNORE));
    if (done) return MPI_SUCCESS;
    const double waited = isPatient ? MPI_Wtime() - start : 0;
    if (waited < 0.01) {
      sched_yield();
    } else {
      nanosleep(&(struct timespec){.tv_nsec = waited < 1 ? 200000 : 5000000}, NULL);
    }
  }
}

int32_t hebb_mpi_largest(int64_t *values, int32_t count) {
  MPI_Request request;
  hebb_peers_await_calm();
  CHECK(MPI_Iallreduce(MPI_IN_PLACE, values, count, MPI_INT64_T, MPI_MAX, MPI_COMM_WORLD, &request));
  return await_all(&request, 1, 1);
}

int32_t hebb_mpi_sum(int64_t *values, ptrdiff_t count) {
  MPI_Request request;
  hebb_peers_await_calm();
  CHECK(MPI_Iallreduce(MPI_IN_PLACE, values, (int)count, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD, &request));
  return await_all(&request, 1, 0);
}

// The number of pieces that a message is cut into.
static ptrdiff_t pieces(ptrdiff_t byte_count) { return (byte_count + PIECE - 1) / PIECE; }

static int32_t post(const HebbMPIMessage *message, int sends, MPI_Request *requests, int *posted) {
  for (ptrdiff_t at = 0; at < message->byte_count; at += PIECE) {
    const ptrdiff_t left = message->byte_count - at;
    const int length = (int)(left < PIECE ? left : PIECE);
    char *memory = (char *)message->memory + at;
    MPI_Request *request = &requests[(*posted)++];
    hebb_peers_await_calm();
    CHECK(
        sends ? MPI_Isend(memory, length, MPI_BYTE, message->peer, 0, MPI_COMM_WORLD, request)
              : MPI_Irecv(memory, length, MPI_BYTE, message->peer, 0, MPI_COMM_WORLD, request));
  }
  return MPI_SUCCESS;
}

int32_t hebb_mpi_exchange(
    const HebbMPIMessage *sent, int32_t sent_count, const HebbMPIMessage *received, int32_t received_count) {
  ptrdiff_t total = 0;
  for (int32_t i = 0; i < sent_count; i++) total += pieces(sent[i].byte_count);
  for (int32_t i = 0; i < received_count; i++) total += pieces(received[i].byte_count);
  MPI_Request *requests = malloc((size_t)(total > 0 ? total : 1) * sizeof *requests);
  if (!requests) return MPI_ERR_NO_MEM;
  int posted = 0;
  int32_t code = MPI_SUCCESS;
  for (int32_t i = 0; i < received_count && !code; i++) code = post(&received[i], 0, requests, &posted);
  for (int32_t i = 0; i < sent_count && !code; i++) code = post(&sent[i], 1, requests, &posted);
  if (!code) code = await_all(requests, posted, 0);
  free(requests);
  return code;
}

int32_t hebb_mpi_gather(void *memory, const ptrdiff_t *starts, const ptrdiff_t *counts) {
  int ranks, rank;
  CHECK(MPI_Comm_size(MPI_COMM_WORLD, &ranks));
  CHECK(MPI_Comm_rank(MPI_COMM_WORLD, &rank));
  HebbMPIMessage *messages = malloc((size_t)ranks * 2 * sizeof *messages);
  if (!messages) return MPI_ERR_NO_MEM;
  HebbMPIMessage *sent = messages, *received = messages + ranks;
  int32_t others = 0;
  // Each begins with the one after it, so that not all send to the first at once.
  for (int i = 1; i < ranks; i++, others++) {
    const int to = (rank + i) % ranks, from = (rank - i + ranks) % ranks;
    sent[others] = (HebbMPIMessage){to, (char *)memory + starts[rank], counts[rank]};
    received[others] = (HebbMPIMessage){from, (char *)memory + starts[from], counts[from]};
  }
  const int32_t code = hebb_mpi_exchange(sent, others, received, others);
  free(messages);
  return code;
}

int32_t hebb_mpi_spread(void *memory, int32_t byte_count, int32_t root) {
  MPI_Request request;
  hebb_peers_await_calm();
  CHECK(MPI_Ibcast(memory, byte_count, MPI_BYTE, root, MPI_COMM_WORLD, &request));
  return await_all(&request, 1, 1);
}

void hebb_mpi_error_text(int32_t code, char *text, int32_t capacity) {
  char full[MPI_MAX_ERROR_STRING + 1] = {0};
  int length = 0;
  if (MPI_Error_string(code, full, &length) != MPI_SUCCESS) length = 0;
  snprintf(text, (size_t)capacity, "%.*s", length, full);
}

void hebb_mpi_abort(int32_t exit_code) { MPI_Abort(MPI_COMM_WORLD, exit_code); }
#endif
