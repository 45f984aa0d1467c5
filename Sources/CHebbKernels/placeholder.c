#include "hebb_kernels.h"
int hebb_kernels_placeholder(void){return 0;}
