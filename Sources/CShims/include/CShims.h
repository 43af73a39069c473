// Static inline shims for what Swift cannot call: variadic functions, and constants hidden in macros. No other C of ours.
#ifndef QUORATE_CSHIMS_H
#define QUORATE_CSHIMS_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#if __has_include(<valgrind/memcheck.h>)
#include <valgrind/memcheck.h>
#endif

/// Leaves this process's memory out of core dumps, /proc/PID/mem and ptrace by others of its user. 0 on success.
static inline int quorate_forbid_dumping(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/// 1 where the process may be dumped.
static inline int quorate_is_dumpable(void) { return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0); }

/// Asks the kernel to send `signal` to this process when the thread that started it ends. 0 on success.
static inline int quorate_die_with_parent(int signal) { return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0); }

/// Locks every page of the process, now and later, once it is touched. 0 on success.
static inline int quorate_lock_all_memory(void) { return mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT); }

/// Lets malloc have at most `count` heaps. 1 on success.
static inline int quorate_limit_heaps(int count) { return mallopt(M_ARENA_MAX, count); }

/// Keeps a mapping out of core dumps and out of forked children. 0 on success.
static inline int quorate_hide_mapping(void *address, size_t length) {
    if (madvise(address, length, MADV_DONTDUMP) != 0) return -1;
    return madvise(address, length, MADV_WIPEONFORK);
}

/// Fills memory from the kernel's generator. 0 on success; it fails only where the kernel has none.
static inline int quorate_random(void *address, size_t length) {
    unsigned char *next = address;
    while (length > 0) {
        ssize_t count = getrandom(next, length, 0);
        if (count < 0) {
            if (errno == EINTR) continue;
            return -1;
        }
        next += count;
        length -= (size_t)count;
    }
    return 0;
}

/// Wipes memory by a call that the optimiser may not remove.
static inline void quorate_wipe(void *address, size_t length) { explicit_bzero(address, length); }

// For `make test-memcheck`; nothing of the product calls these. Outside valgrind, and where its headers were missing when
// this was compiled, they do nothing, and quorate_runs_in_memcheck says so.

/// 1 where memcheck watches this process.
static inline int quorate_runs_in_memcheck(void) {
#ifdef RUNNING_ON_VALGRIND
    return RUNNING_ON_VALGRIND != 0;
#else
    return 0;
#endif
}

/// Makes memcheck report every branch and every address that depends on these bytes.
static inline void quorate_hide_from_memcheck(const void *address, size_t length) {
#ifdef VALGRIND_MAKE_MEM_UNDEFINED
    (void)VALGRIND_MAKE_MEM_UNDEFINED(address, length);
#endif
}

/// How many reports memcheck has made that no suppression covers.
static inline unsigned long quorate_memcheck_reports(void) {
#ifdef VALGRIND_COUNT_ERRORS
    return VALGRIND_COUNT_ERRORS;
#else
    return 0;
#endif
}

#endif
