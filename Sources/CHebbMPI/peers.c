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
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ADDRESSES = 16, STEP_MS = 2000, MEETING_MS = 15000 };

static const char farewell = 'f', has_been_told = 'e';

struct HebbPeers {
  int32_t rank, ranks;
  int *sockets;    // by rank; -1: gone, or this process
  int first_file;  // the least number that they have
  int watched;     // the epoll that watches all of them
  int wake[2];     // a pipe that ends the waiting
};

static struct HebbPeers *current;
static atomic_int has_lost;

// How the others find a process, and know that it is the right one.
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

// One for each of the others, beside what the work itself needs. Returns the first number for them.
//
// Linux closes the files of a process that dies from the highest number on (its last puts are done in reverse order).
static int allow_files(int32_t ranks) {
  struct rlimit limit;
  const rlim_t wanted = (rlim_t)ranks + 4096;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  if (limit.rlim_cur < wanted) {
    limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) getrlimit(RLIMIT_NOFILE, &limit);
  }
  const rlim_t end = limit.rlim_cur < wanted ? limit.rlim_cur : wanted;
  return end > (rlim_t)ranks ? (int)(end - (rlim_t)ranks) : 0;
}

// The same file under a high number.
static int moved_up(const HebbPeers *peers, int file) {
  const int moved = fcntl(file, F_DUPFD_CLOEXEC, peers->first_file);
  if (moved < 0) return file;
  close(file);
  return moved;
}

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

// Accepts those of higher rank, in whatever order they come; strangers are sent away. Returns whether all have come.
static int receive_higher(HebbPeers *peers, int listener, const Invitation *own) {
  const int64_t limit = now_ms() + MEETING_MS;
  for (int32_t missing = peers->ranks - 1 - peers->rank; missing > 0;) {
    struct pollfd waiting = {.fd = listener, .events = POLLIN};
    const int64_t left = limit - now_ms();
    if (left <= 0 || poll(&waiting, 1, (int)left) < 0) return 0;
    const int caller = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (caller < 0) continue;
    prepare(caller);
    Greeting greeting;
    const int isExpected = recv(caller, &greeting, sizeof greeting, MSG_WAITALL) == sizeof greeting
        && greeting.token == own->token && greeting.rank > peers->rank && greeting.rank < peers->ranks
        && peers->sockets[greeting.rank] < 0;
    if (!isExpected || send(caller, &greeting.token, sizeof greeting.token, MSG_NOSIGNAL) != sizeof greeting.token) {
      close(caller);
      continue;
    }
    peers->sockets[greeting.rank] = moved_up(peers, caller);
    missing--;
  }
  return 1;
}

static int connect_within(int socket, uint32_t address, uint16_t port) {
  const struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = port, .sin_addr.s_addr = address};
  // SO_SNDTIMEO limits the time that connecting takes.
  return connect(socket, (const struct sockaddr *)&place, sizeof place) == 0;
}

// Calls a process under each of its addresses. Returns whether it has answered.
static int call(HebbPeers *peers, int32_t rank, const Invitation *invitation) {
  for (uint32_t i = 0; i < invitation->count; i++) {
    const int line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (line < 0) return 0;
    prepare(line);
    const Greeting greeting = {.token = invitation->token, .rank = peers->rank};
    uint64_t answer;
    if (connect_within(line, invitation->addresses[i], invitation->port)
        && send(line, &greeting, sizeof greeting, MSG_NOSIGNAL) == sizeof greeting
        && recv(line, &answer, sizeof answer, MSG_WAITALL) == sizeof answer && answer == invitation->token) {
      peers->sockets[rank] = moved_up(peers, line);
      return 1;
    }
    close(line);
  }
  return 0;
}

static int watch(HebbPeers *peers, int file, int32_t rank) {
  struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)rank};
  return epoll_ctl(peers->watched, EPOLL_CTL_ADD, file, &event) == 0;
}

static void drop(HebbPeers *peers) {
  for (int32_t rank = 0; peers->sockets && rank < peers->ranks; rank++) {
    if (peers->sockets[rank] >= 0) close(peers->sockets[rank]);
  }
  const int others[] = {peers->watched, peers->wake[0], peers->wake[1]};
  for (int i = 0; i < 3; i++) {
    if (others[i] > 0) close(others[i]);
  }
  free(peers->sockets);
  free(peers);
}

static HebbPeers *make(int32_t rank, int32_t ranks) {
  HebbPeers *peers = calloc(1, sizeof *peers);
  if (!peers) return NULL;
  *peers = (HebbPeers){.rank = rank, .ranks = ranks, .first_file = allow_files(ranks)};
  peers->sockets = malloc((size_t)ranks * sizeof *peers->sockets);
  for (int32_t i = 0; peers->sockets && i < ranks; i++) peers->sockets[i] = -1;
  peers->watched = epoll_create1(EPOLL_CLOEXEC);
  if (peers->sockets && peers->watched >= 0 && pipe2(peers->wake, O_CLOEXEC) == 0) return peers;
  drop(peers);
  return NULL;
}

// Calls those of lower rank, and is called by those of higher rank. Returns whether this process has met all.
static int meet_all(HebbPeers *peers, int listener, const Invitation *invitations) {
  for (int32_t rank = 0; rank < peers->rank; rank++) {
    if (!call(peers, rank, &invitations[rank])) return 0;
  }
  if (!receive_higher(peers, listener, &invitations[peers->rank])) return 0;
  for (int32_t rank = 0; rank < peers->ranks; rank++) {
    if (rank != peers->rank && !watch(peers, peers->sockets[rank], rank)) return 0;
  }
  return watch(peers, peers->wake[0], peers->rank);
}

HebbPeers *hebb_peers_meet(int32_t rank, int32_t ranks) {
  Invitation *invitations = calloc((size_t)ranks, sizeof *invitations);
  if (!invitations) return NULL;
  int listener = -1;
  Invitation *own = &invitations[rank];
  if (getrandom(&own->token, sizeof own->token, 0) == sizeof own->token) listener = listen_anywhere(own, ranks);
  HebbPeers *peers = listener >= 0 ? make(rank, ranks) : NULL;
  int code = MPI_Allgather(
      MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, invitations, sizeof *invitations, MPI_BYTE, MPI_COMM_WORLD);
  int32_t hasMet = code == MPI_SUCCESS && peers && meet_all(peers, listener, invitations);
  if (listener >= 0) close(listener);
  free(invitations);
  // All watch, or nobody does: otherwise some would say no farewell.
  if (code == MPI_SUCCESS) code = MPI_Allreduce(MPI_IN_PLACE, &hasMet, 1, MPI_INT32_T, MPI_MIN, MPI_COMM_WORLD);
  if (code == MPI_SUCCESS && hasMet) return current = peers;
  if (peers) drop(peers);
  return NULL;
}

static void forget(HebbPeers *peers, int32_t rank) {
  epoll_ctl(peers->watched, EPOLL_CTL_DEL, peers->sockets[rank], NULL);
  peers->sockets[rank] = -1;
}

static int is_first_left(const HebbPeers *peers) {
  for (int32_t rank = 0; rank < peers->rank; rank++) {
    if (peers->sockets[rank] >= 0) return 0;
  }
  return 1;
}

int32_t hebb_peers_wait(HebbPeers *peers) {
  int32_t lost = -1;
  for (;;) {
    struct epoll_event event;
    const int count = epoll_wait(peers->watched, &event, 1, -1);
    if (count < 0 && errno != EINTR) return HEBB_PEERS_PARTED;
    if (count < 1) continue;
    const int32_t rank = (int32_t)event.data.u32;
    if (rank == peers->rank) return HEBB_PEERS_PARTED;
    char word;
    const ssize_t length = recv(peers->sockets[rank], &word, 1, MSG_DONTWAIT);
    if (length < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (length == 1 && word == has_been_told) return HEBB_PEERS_ENDED;
    if (length != 1) {
      if (lost < 0) lost = rank;
      atomic_store(&has_lost, 1);
    }
    forget(peers, rank);
    if (lost >= 0 && is_first_left(peers)) return lost;
  }
}

void hebb_peers_await_calm(void) {
  struct epoll_event event;
  // What there is to read may also be a farewell: the thread that waits for it takes it in a moment.
  while (current && (atomic_load(&has_lost) || epoll_wait(current->watched, &event, 1, 0) > 0)) {
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
  }
}

static void say(const HebbPeers *peers, const char *word) {
  for (int32_t rank = 0; rank < peers->ranks; rank++) {
    if (peers->sockets[rank] >= 0) (void)!send(peers->sockets[rank], word, 1, MSG_NOSIGNAL | MSG_DONTWAIT);
  }
}

void hebb_peers_part(HebbPeers *peers) {
  current = NULL;
  say(peers, &farewell);
  (void)!write(peers->wake[1], &farewell, 1);
}

void hebb_peers_end(HebbPeers *peers) { say(peers, &has_been_told); }
#endif
