/// A wire between every two processes, by which they notice at once that one has died. MPI itself lets the others wait for it
/// for ever, or ends them all without a word; and not every launcher ends them.
#pragma once
#include <stdint.h>

typedef struct HebbPeers HebbPeers;

enum {
  HEBB_PEERS_PARTED = -1,  ///< this process has said farewell
  HEBB_PEERS_ENDED = -2,   ///< a process has died, and another one has said so
};

/// Connects the processes; collective, once, after `hebb_mpi_begin`. Null, on all of them, where they cannot connect by TCP:
/// then nobody watches.
HebbPeers *hebb_peers_meet(int32_t rank, int32_t ranks);

/// Waits until a process is gone without a farewell. To be called once, on a thread of its own.
///
/// Returns its rank on the first of those that are left, which is to say so and then to call `hebb_peers_end`;
/// `HEBB_PEERS_ENDED` on the others, after that.
int32_t hebb_peers_wait(HebbPeers *peers);

/// Returns at once unless a process has died: then never, as nothing of MPI may be touched any more. The wires are cut
/// before MPI's own connections are.
void hebb_peers_await_calm(void);

/// Says farewell to the others; may be called while another thread waits. Memory and connections stay until the process
/// ends, for the thread that may still wait.
void hebb_peers_part(HebbPeers *peers);

/// Lets the others know that the death of a process has been told, and that they are to end.
void hebb_peers_end(HebbPeers *peers);
