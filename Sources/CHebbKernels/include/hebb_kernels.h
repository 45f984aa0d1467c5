int hebb_kernels_placeholder(void);
