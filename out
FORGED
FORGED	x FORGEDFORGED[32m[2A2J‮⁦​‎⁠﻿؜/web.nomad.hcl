job "web" {
  datacenters = [
    "dc1\nFORGED\r\nFORGED\tx\u2028FORGED\u0085FORGED\u001b[32m\u001b[2A\u009b2J\u0007\u202e\u2066​\u200e⁠\ufeff\u061c",
  ]

  meta {
    m = "value\nFORGED\r\nFORGED\tx\u2028FORGED\u0085FORGED\u001b[32m\u001b[2A\u009b2J\u0007\u202e\u2066​\u200e⁠\ufeff\u061c"
  }

  group "group\nFORGED\r\nFORGED\tx\u2028FORGED\u0085FORGED\u001b[32m\u001b[2A\u009b2J\u0007\u202e\u2066​\u200e⁠\ufeff\u061c" {
    count = 2

    network {
      port "http" {}
    }

    service {
      name = "web"
      port = "http"
      tags = [
        "urlprefix-web.test/",
        "tag\nFORGED\r\nFORGED\tx\u2028FORGED\u0085FORGED\u001b[32m\u001b[2A\u009b2J\u0007\u202e\u2066​\u200e⁠\ufeff\u061c",
      ]

      check {
        name     = "check\nFORGED\r\nFORGED\tx\u2028FORGED\u0085FORGED\u001b[32m\u001b[2A\u009b2J\u0007\u202e\u2066​\u200e⁠\ufeff\u061c"
        type     = "tcp"
        interval = "10s"
        timeout  = "2s"
      }
    }

    task "task\nFORGED\r\nFORGED\tx\u2028FORGED\u0085FORGED\u001b[32m\u001b[2A\u009b2J\u0007\u202e\u2066​\u200e⁠\ufeff\u061c" {
      driver = "mock_driver"

      config {
        run_for = "1h\nFORGED\r\nFORGED\tx\u2028FORGED\u0085FORGED\u001b[32m\u001b[2A\u009b2J\u0007\u202e\u2066​\u200e⁠\ufeff\u061c"
      }
    }
  }
}
