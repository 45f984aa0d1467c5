/// A wire between the first process and each of the others, by which they notice at once that one has died: MPI itself lets
/// the others wait for it for ever, and not every launcher ends them.
#pragma once
#include <stdint.h>

typedef struct HebbPeers HebbPeers;

/// Connects the processes; collective, after `hebb_mpi_begin`. Null, on all of them, where they cannot connect by TCP: then
/// nobody watches.
HebbPeers *hebb_peers_meet(int32_t rank, int32_t ranks);

/// Waits until one of those at the other ends is gone without a farewell; the first process has all others there, those have
/// the first. To be called once, on a thread of its own.
///
/// Returns its rank, or -1 after `hebb_peers_part`.
int32_t hebb_peers_wait(HebbPeers *peers);

/// Says farewell to the others; may be called while another thread waits. Memory and connections stay until the process ends, for the thread that may still wait.
void hebb_peers_part(HebbPeers *peers);
