// Empty unless the package is built with the trait MPI.
#ifdef HEBB_MPI
#define _GNU_SOURCE
#include "meeting.h"

#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <mpi.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ADDRESSES = 16, FILES = 4096, CONNECTING_MS = 2000, GREETING_MS = 2000, MEETING_MS = 15000 };

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

static int64_t now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void limit_time(int socket, int option, int ms) {
  const struct timeval time = {.tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000};
  setsockopt(socket, SOL_SOCKET, option, &time, sizeof time);
}

static void prepare(int socket) {
  // A machine that loses its power says nothing more: then the system asks, and gives up after half a minute.
  const int on = 1, idle = 15, interval = 5, probes = 3;
  setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
  setsockopt(socket, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle);
  setsockopt(socket, IPPROTO_TCP, TCP_KEEPINTVL, &interval, sizeof interval);
  setsockopt(socket, IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof probes);
  limit_time(socket, SO_SNDTIMEO, CONNECTING_MS);  // connecting is sending
}

// Makes room for a connection to every process beside what the work itself needs. Returns the least number for them.
static int allow_files(int32_t ranks) {
  struct rlimit limit;
  const rlim_t wanted = (rlim_t)ranks + FILES;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  if (limit.rlim_cur < wanted) {
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) limit.rlim_cur = before;
  }
  const rlim_t end = limit.rlim_cur < wanted ? limit.rlim_cur : wanted;
  return end > (rlim_t)ranks ? (int)(end - (rlim_t)ranks) : 0;
}

// The same file under a high number. Linux closes the files of a process that dies from the highest on: it puts their
// closing off, and then begins with the last that was put off.
static int moved_up(int file, int least) {
  const int moved = fcntl(file, F_DUPFD_CLOEXEC, least);
  if (moved < 0) return file;
  close(file);
  return moved;
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

// Calls a process under its addresses, beginning with the one by which the last process was reached. Returns the socket, or -1.
static int call(const Invitation *invitation, int32_t own_rank, uint32_t *reached) {
  for (uint32_t i = 0; i < invitation->count; i++) {
    const uint32_t index = (*reached + i) % invitation->count;
    const int line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (line < 0) return -1;
    prepare(line);
    // It answers when it has called all others of lower rank.
    limit_time(line, SO_RCVTIMEO, MEETING_MS);
    const struct sockaddr_in place = {
        .sin_family = AF_INET, .sin_port = invitation->port, .sin_addr.s_addr = invitation->addresses[index]};
    const Greeting greeting = {.token = invitation->token, .rank = own_rank};
    uint64_t answer;
    if (connect(line, (const struct sockaddr *)&place, sizeof place) == 0
        && send(line, &greeting, sizeof greeting, MSG_NOSIGNAL) == sizeof greeting
        && recv(line, &answer, sizeof answer, MSG_WAITALL) == sizeof answer && answer == invitation->token) {
      *reached = index;
      return line;
    }
    close(line);
  }
  return -1;
}

// Accepts those of higher rank, in whatever order they come; strangers are sent away. Returns whether all have come.
static int receive(int listener, const Invitation *own, int32_t rank, int32_t ranks, int *sockets, int least_file) {
  const int64_t limit = now_ms() + MEETING_MS;
  for (int32_t missing = ranks - 1 - rank; missing > 0;) {
    struct pollfd waiting = {.fd = listener, .events = POLLIN};
    const int64_t left = limit - now_ms();
    if (left <= 0 || (poll(&waiting, 1, (int)left) < 0 && errno != EINTR)) return 0;
    const int caller = waiting.revents ? accept4(listener, NULL, NULL, SOCK_CLOEXEC) : -1;
    if (caller < 0) continue;
    prepare(caller);
    limit_time(caller, SO_RCVTIMEO, GREETING_MS);
    Greeting greeting;
    if (recv(caller, &greeting, sizeof greeting, MSG_WAITALL) != sizeof greeting || greeting.token != own->token
        || greeting.rank <= rank || greeting.rank >= ranks
        || send(caller, &greeting.token, sizeof greeting.token, MSG_NOSIGNAL) != sizeof greeting.token) {
      close(caller);
      continue;
    }
    // One that calls again has given up its first call.
    int *place = &sockets[greeting.rank];
    if (*place >= 0) close(*place); else missing--;
    *place = moved_up(caller, least_file);
  }
  return 1;
}

int hebb_meet(int32_t rank, int32_t ranks, int *sockets) {
  for (int32_t i = 0; i < ranks; i++) sockets[i] = -1;
  Invitation *invitations = calloc((size_t)ranks, sizeof *invitations);
  if (!invitations) return 0;
  Invitation *own = &invitations[rank];
  const int least_file = allow_files(ranks);
  int listener = -1;
  if (getrandom(&own->token, sizeof own->token, 0) == sizeof own->token) listener = listen_anywhere(own, ranks);
  int isMet = MPI_Allgather(
      MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, invitations, sizeof *invitations, MPI_BYTE, MPI_COMM_WORLD) == MPI_SUCCESS
      && listener >= 0;
  uint32_t reached = 0;
  for (int32_t lower = 0; isMet && lower < rank; lower++) {
    const int line = call(&invitations[lower], rank, &reached);
    if (line < 0) isMet = 0; else sockets[lower] = moved_up(line, least_file);
  }
  isMet = isMet && receive(listener, own, rank, ranks, sockets, least_file);
  if (listener >= 0) close(listener);
  free(invitations);
  return isMet;
}
#endif
