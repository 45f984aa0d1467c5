/// A wire between every two processes, by which they notice at once that one has died. MPI itself lets the others wait for it
/// for ever, or ends them all without a word; and not every launcher ends them.
#pragma once
#include <stdint.h>

typedef struct HebbPeers HebbPeers;

enum {
  HEBB_PEERS_DISMISSED = -1,  ///< a process has died, and there is nothing left to say
  HEBB_PEERS_UNWATCHED = -2,  ///< the system does not let this process wait
};

/// Connects the processes; collective, once, after `hebb_mpi_begin`. Null, on all of them, where they cannot connect by TCP:
/// then nobody watches.
HebbPeers *hebb_peers_meet(int32_t rank, int32_t ranks);

/// Waits until a process is gone without a farewell. To be called once, on a thread of its own; it ends with the process.
///
/// Returns the rank of the dead on the first of those that are left, which is to say so and then to call
/// `hebb_peers_dismiss`; on the others, after that, `HEBB_PEERS_DISMISSED`. One that hears nothing for a minute is the first
/// for itself: its wire may be the only one that was cut.
int32_t hebb_peers_wait(HebbPeers *peers);

/// To be called before anything of MPI. Returns at once while all is well, and never once a process has died.
///
/// The wires of a process that dies are cut before its connections of MPI. So MPI does not notice first, unless both happen
/// within one of its functions, or go over different networks.
void hebb_peers_await_calm(void);

/// Says farewell to the others, whose work is done as well.
void hebb_peers_part(HebbPeers *peers);

/// Lets the others end without a word.
void hebb_peers_dismiss(HebbPeers *peers);
