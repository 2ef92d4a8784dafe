/** A certificate that signs itself, for localhost and api.example, and its key: for tests only. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBojCCAUigAwIBAgIUCcG/NeX4JnfDZxk2xdrvzGcXDDcwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDAxNDg0OFoYDzIxMjYxMDMx
MDE0ODQ4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASYf6QyLYPpMI6vlGlt2ysRr5jq1m9xqF9QDyLLtir60LbiqhvBCHHr
oT24GbxvVoGpemzSNWQVzwqJnxJ3ssD9o3YwdDAdBgNVHQ4EFgQUuoxhRR/+rBtn
byiru/3s5U4bK1IwHwYDVR0jBBgwFoAUuoxhRR/+rBtnbyiru/3s5U4bK1IwDwYD
VR0TAQH/BAUwAwEB/zAhBgNVHREEGjAYgglsb2NhbGhvc3SCC2FwaS5leGFtcGxl
MAoGCCqGSM49BAMCA0gAMEUCIQCJwCY3Oh7XYaIMbZl/ZisQwxbrFXxZNs8F/3U3
3az2dQIgA7bfkmr1is7JefOgbBgXwmrkZAwtYrZZQjsDps0zQIs=
-----END CERTIFICATE-----`;

export const privateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzzG8Ad6OTujTWU5h
b7yNNhUvb/GdMNjYkZwvbv4KGMShRANCAASYf6QyLYPpMI6vlGlt2ysRr5jq1m9x
qF9QDyLLtir60LbiqhvBCHHroT24GbxvVoGpemzSNWQVzwqJnxJ3ssD9
-----END PRIVATE KEY-----`;
