/// A linear read-out of classes by least squares to one-hot labels, with a penalty on the weights.
///
/// W, b minimise Σ ‖xᵀW + b − y‖² + λ ‖W‖², with y the one-hot label; the intercept b is not penalised. Fitted by
/// `RidgeRegression.Accumulator`.
///
/// > Reference: A. E. Hoerl, R. W. Kennard, "Ridge regression", Technometrics 12 (1970),
/// > doi:10.1080/00401706.1970.10488634; as a read-out of Hebbian features: T. Miconi, arXiv:2107.01729.
public enum RidgeRegression {}
