// Empty unless the package is built with the trait MPI.
#ifdef HEBB_MPI
#define _GNU_SOURCE
#include "hebb_peers.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <mpi.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ADDRESSES = 16, STEP_MS = 2000, MEETING_MS = 15000 };

static const char farewell = 'f';

struct HebbPeers {
  int count;
  int *sockets;    // one for each peer
  int32_t *ranks;  // of the peers
  int wake[2];     // a pipe that ends the waiting
};

// How the others find the first process, and know that it is the right one.
typedef struct {
  uint64_t token;
  uint32_t count;
  uint16_t port;
  uint32_t addresses[ADDRESSES];
} Invitation;

typedef struct {
  uint64_t token;
  int32_t rank;
} Greeting;

static int64_t now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

// A machine that loses its power says nothing more: then the system asks, and gives up after half a minute.
static void prepare(int socket) {
  const int on = 1, idle = 15, interval = 5, probes = 3;
  setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
  setsockopt(socket, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle);
  setsockopt(socket, IPPROTO_TCP, TCP_KEEPINTVL, &interval, sizeof interval);
  setsockopt(socket, IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof probes);
  const struct timeval patience = {.tv_sec = STEP_MS / 1000};
  setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

// This machine's addresses, those of its network before those of itself.
static void collect_addresses(Invitation *invitation) {
  struct ifaddrs *list;
  if (getifaddrs(&list) != 0) return;
  for (int loopback = 0; loopback <= 1; loopback++) {
    for (const struct ifaddrs *each = list; each && invitation->count < ADDRESSES; each = each->ifa_next) {
      if (!each->ifa_addr || each->ifa_addr->sa_family != AF_INET || !(each->ifa_flags & IFF_UP)) continue;
      if (!!(each->ifa_flags & IFF_LOOPBACK) != loopback) continue;
      const struct sockaddr_in *address = (const struct sockaddr_in *)each->ifa_addr;
      invitation->addresses[invitation->count++] = address->sin_addr.s_addr;
    }
  }
  freeifaddrs(list);
}

static int listen_anywhere(Invitation *invitation, int ranks) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_ANY)};
  socklen_t length = sizeof address;
  if (listener < 0) return -1;
  if (bind(listener, (struct sockaddr *)&address, length) != 0 || listen(listener, ranks) != 0
      || getsockname(listener, (struct sockaddr *)&address, &length) != 0) {
    close(listener);
    return -1;
  }
  invitation->port = address.sin_port;
  collect_addresses(invitation);
  return listener;
}

// Accepts the others, in whatever order they come; strangers are sent away. Returns whether all have come.
static int receive_all(HebbPeers *peers, int listener, const Invitation *invitation, int32_t ranks) {
  const int64_t end = now_ms() + MEETING_MS;
  while (peers->count < ranks - 1) {
    struct pollfd waiting = {.fd = listener, .events = POLLIN};
    const int64_t left = end - now_ms();
    if (left <= 0 || poll(&waiting, 1, (int)left) < 0) return 0;
    const int caller = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (caller < 0) continue;
    prepare(caller);
    Greeting greeting;
    int isExpected = recv(caller, &greeting, sizeof greeting, MSG_WAITALL) == sizeof greeting
        && greeting.token == invitation->token && greeting.rank > 0 && greeting.rank < ranks;
    for (int i = 0; i < peers->count; i++) isExpected = isExpected && peers->ranks[i] != greeting.rank;
    if (!isExpected || send(caller, &greeting.token, sizeof greeting.token, MSG_NOSIGNAL) != sizeof greeting.token) {
      close(caller);
      continue;
    }
    peers->sockets[peers->count] = caller;
    peers->ranks[peers->count++] = greeting.rank;
  }
  return 1;
}

static int connect_within(int socket, uint32_t address, uint16_t port) {
  const struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = port, .sin_addr.s_addr = address};
  // SO_SNDTIMEO limits the time that connecting takes.
  return connect(socket, (const struct sockaddr *)&place, sizeof place) == 0;
}

// Calls the first process under each of its addresses. Returns whether it has answered.
static int call_first(HebbPeers *peers, const Invitation *invitation, int32_t rank) {
  for (uint32_t i = 0; i < invitation->count; i++) {
    const int line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (line < 0) return 0;
    prepare(line);
    const Greeting greeting = {.token = invitation->token, .rank = rank};
    uint64_t answer;
    if (connect_within(line, invitation->addresses[i], invitation->port)
        && send(line, &greeting, sizeof greeting, MSG_NOSIGNAL) == sizeof greeting
        && recv(line, &answer, sizeof answer, MSG_WAITALL) == sizeof answer && answer == invitation->token) {
      peers->sockets[0] = line;
      peers->ranks[0] = 0;
      peers->count = 1;
      return 1;
    }
    close(line);
  }
  return 0;
}

static void drop(HebbPeers *peers) {
  for (int i = 0; i < peers->count; i++) close(peers->sockets[i]);
  free(peers->sockets);
  free(peers->ranks);
  free(peers);
}

HebbPeers *hebb_peers_meet(int32_t rank, int32_t ranks) {
  Invitation invitation;
  memset(&invitation, 0, sizeof invitation);
  int listener = -1;
  if (rank == 0 && getrandom(&invitation.token, sizeof invitation.token, 0) == sizeof invitation.token) {
    listener = listen_anywhere(&invitation, ranks);
  }
  if (MPI_Bcast(&invitation, sizeof invitation, MPI_BYTE, 0, MPI_COMM_WORLD) != MPI_SUCCESS) return NULL;
  HebbPeers *peers = calloc(1, sizeof *peers);
  if (peers) {
    peers->sockets = calloc((size_t)ranks, sizeof *peers->sockets);
    peers->ranks = calloc((size_t)ranks, sizeof *peers->ranks);
  }
  int32_t hasMet = peers && peers->sockets && peers->ranks && pipe2(peers->wake, O_CLOEXEC) == 0;
  if (hasMet && rank == 0) hasMet = listener >= 0 && receive_all(peers, listener, &invitation, ranks);
  if (hasMet && rank > 0) hasMet = call_first(peers, &invitation, rank);
  if (listener >= 0) close(listener);
  // All watch, or nobody does: otherwise some would say no farewell.
  const int code = MPI_Allreduce(MPI_IN_PLACE, &hasMet, 1, MPI_INT32_T, MPI_MIN, MPI_COMM_WORLD);
  if (code == MPI_SUCCESS && hasMet) return peers;
  if (peers) drop(peers);
  return NULL;
}

int32_t hebb_peers_wait(HebbPeers *peers) {
  struct pollfd *lines = calloc((size_t)peers->count + 1, sizeof *lines);
  if (!lines) return -1;
  for (int i = 0; i < peers->count; i++) lines[i] = (struct pollfd){.fd = peers->sockets[i], .events = POLLIN};
  lines[peers->count] = (struct pollfd){.fd = peers->wake[0], .events = POLLIN};
  int32_t lost = -1;
  for (int isOver = 0; !isOver;) {
    if (poll(lines, (nfds_t)peers->count + 1, -1) < 0 && errno != EINTR) break;
    if (lines[peers->count].revents) break;
    for (int i = 0; i < peers->count && !isOver; i++) {
      if (lines[i].fd < 0 || !lines[i].revents) continue;
      char word;
      const ssize_t length = recv(lines[i].fd, &word, 1, MSG_DONTWAIT);
      if (length == 1) {
        lines[i].fd = -1;  // a farewell; poll looks past it from now on
      } else if (length == 0 || (errno != EAGAIN && errno != EINTR)) {
        lost = peers->ranks[i];
        isOver = 1;
      }
    }
  }
  free(lines);
  return lost;
}

void hebb_peers_part(HebbPeers *peers) {
  for (int i = 0; i < peers->count; i++) (void)!send(peers->sockets[i], &farewell, 1, MSG_NOSIGNAL | MSG_DONTWAIT);
  (void)!write(peers->wake[1], &farewell, 1);
}
#endif
