// LAPACKE's complex types clash with C++ and are not needed here; openblas_set_num_threads is declared in cblas.h.
#define LAPACK_DISABLE_NAN_CHECK
#include <cblas.h>
#include <lapacke.h>
