/// How the processes find each other over TCP, whatever network MPI itself uses.
#pragma once
#include <stdint.h>

/// Fills `sockets` by rank: a connection to every other process, -1 for this one. Collective.
///
/// Returns whether this process has met all others; it may then be the only one that has.
int hebb_meet(int32_t rank, int32_t ranks, int *sockets);
