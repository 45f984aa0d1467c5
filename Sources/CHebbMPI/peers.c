// Empty unless the package is built with the trait MPI.
#ifdef HEBB_MPI
#define _GNU_SOURCE
#include "hebb_peers.h"

#include <errno.h>
#include <mpi.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "meeting.h"

#ifndef __linux__
#error "the trait MPI is for Linux: descriptors are watched by epoll, and closed in Linux's order"
#endif

// What goes over the wires.
enum { FAREWELL = 'f', DISMISSAL = 'd' };

// Longer than the system takes to notice that a machine has lost its power.
enum { PATIENCE_S = 60 };

struct HebbPeers {
  int32_t rank, ranks;
  int *sockets;        // by rank; -1 for this process
  int watched;         // the epoll that watches all of them
  char *isGone;        // by rank; the watching thread's own, as the next
  char *hasParted;     // by rank
  atomic_int isOver;   // a process has died: nothing of MPI may be touched
  atomic_int isParting;
};

static HebbPeers *current;

static void drop(HebbPeers *peers) {
  for (int32_t rank = 0; peers->sockets && rank < peers->ranks; rank++) {
    if (peers->sockets[rank] >= 0) close(peers->sockets[rank]);
  }
  if (peers->watched >= 0) close(peers->watched);
  free(peers->sockets);
  free(peers->isGone);
  free(peers->hasParted);
  free(peers);
}

static HebbPeers *make(int32_t rank, int32_t ranks) {
  HebbPeers *peers = calloc(1, sizeof *peers);
  if (!peers) return NULL;
  peers->rank = rank;
  peers->ranks = ranks;
  peers->watched = epoll_create1(EPOLL_CLOEXEC);
  peers->sockets = malloc((size_t)ranks * sizeof *peers->sockets);
  peers->isGone = calloc((size_t)ranks, 1);
  peers->hasParted = calloc((size_t)ranks, 1);
  for (int32_t i = 0; peers->sockets && i < ranks; i++) peers->sockets[i] = -1;
  if (peers->watched >= 0 && peers->sockets && peers->isGone && peers->hasParted) return peers;
  drop(peers);
  return NULL;
}

static int watch_all(HebbPeers *peers) {
  for (int32_t rank = 0; rank < peers->ranks; rank++) {
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)rank};
    if (rank == peers->rank) continue;
    if (epoll_ctl(peers->watched, EPOLL_CTL_ADD, peers->sockets[rank], &event) != 0) return 0;
  }
  return 1;
}

HebbPeers *hebb_peers_meet(int32_t rank, int32_t ranks) {
  HebbPeers *peers = make(rank, ranks);
  int32_t isWell = peers != NULL;
  // All watch, or nobody does: otherwise some would wait for words that never come.
  if (MPI_Allreduce(MPI_IN_PLACE, &isWell, 1, MPI_INT32_T, MPI_MIN, MPI_COMM_WORLD) == MPI_SUCCESS && isWell) {
    isWell = hebb_meet(rank, ranks, peers->sockets) && watch_all(peers);
    if (MPI_Allreduce(MPI_IN_PLACE, &isWell, 1, MPI_INT32_T, MPI_MIN, MPI_COMM_WORLD) == MPI_SUCCESS && isWell) {
      return current = peers;
    }
  }
  if (peers) drop(peers);
  return NULL;
}

static int is_first_left(const HebbPeers *peers) {
  for (int32_t rank = 0; rank < peers->rank; rank++) {
    if (!peers->isGone[rank]) return 0;
  }
  return 1;
}

static int64_t now_s(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec;
}

int32_t hebb_peers_wait(HebbPeers *peers) {
  int32_t lost = -1;
  int64_t limit = 0;
  for (;;) {
    const int64_t left = lost < 0 ? -1 : limit - now_s();
    if (lost >= 0 && left <= 0) return lost;
    struct epoll_event event;
    const int count = epoll_wait(peers->watched, &event, 1, left < 0 ? -1 : (int)left * 1000);
    if (count < 0 && errno != EINTR) return HEBB_PEERS_UNWATCHED;
    if (count < 1) continue;
    const int32_t rank = (int32_t)event.data.u32;
    const int wire = peers->sockets[rank];
    char word;
    // What means the end is left where it is until it is known: then `hebb_peers_await_calm` sees one or the other.
    const ssize_t length = recv(wire, &word, 1, MSG_PEEK | MSG_DONTWAIT);
    if (length < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (length == 1 && word == FAREWELL) {
      peers->hasParted[rank] = 1;
      (void)!recv(wire, &word, 1, MSG_DONTWAIT);
      continue;
    }
    if (length == 1 || !peers->hasParted[rank]) atomic_store(&peers->isOver, 1);
    if (length == 1) return HEBB_PEERS_DISMISSED;
    epoll_ctl(peers->watched, EPOLL_CTL_DEL, wire, NULL);
    peers->isGone[rank] = 1;
    if (lost < 0 && !peers->hasParted[rank]) {
      lost = rank;
      limit = now_s() + PATIENCE_S;
    }
    // The work of one that is parting is done: there is nothing to tell.
    if (lost >= 0 && atomic_load(&peers->isParting)) return HEBB_PEERS_DISMISSED;
    if (lost >= 0 && is_first_left(peers)) return lost;
  }
}

void hebb_peers_await_calm(void) {
  if (!current) return;
  // Not epoll_wait, which may find nothing while the other thread is looking.
  struct pollfd words = {.fd = current->watched, .events = POLLIN};
  // The one after the other: it is over before the word is taken away. A farewell is taken away in a moment.
  while (poll(&words, 1, 0) > 0 || atomic_load(&current->isOver)) {
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
  }
}

static void say(const HebbPeers *peers, char word) {
  for (int32_t rank = 0; rank < peers->ranks; rank++) {
    if (rank != peers->rank) (void)!send(peers->sockets[rank], &word, 1, MSG_NOSIGNAL | MSG_DONTWAIT);
  }
}

void hebb_peers_part(HebbPeers *peers) {
  hebb_peers_await_calm();
  atomic_store(&peers->isParting, 1);
  say(peers, FAREWELL);
}

void hebb_peers_dismiss(HebbPeers *peers) { say(peers, DISMISSAL); }
#endif
